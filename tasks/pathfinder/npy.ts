/** A table of text. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
  /** Row and column from 0. */
  cell(row: number, column: number): string;
}

const magic = Buffer.from("\x93NUMPY", "latin1");

export const isNpy = (bytes: Buffer): boolean => bytes.subarray(0, magic.length).equals(magic);

/**
 * The NumPy array in a file of format 1, 2 or 3: two axes of text, `<U` (UTF-32) or `|S` (bytes), as `np.save` writes a
 * list of lists with a text in it. Throws at any other, and at a file that is not whole. NEP 1.
 */
export function parseNpy(bytes: Buffer): Table {
  const { header, start } = headerOf(bytes);
  const [, kind, size] = /'descr': '(<U|\|S)(\d{1,4})'/.exec(header) ?? [];
  const [, rowText, columnText] = /'shape': \((\d{1,9}), (\d{1,4})\)/.exec(header) ?? [];
  if (kind === undefined || rowText === undefined || !header.includes("'fortran_order': False")) {
    throw new Error("must be an array of text with two axes, row by row: got another kind");
  }
  const [rows, columns] = [Number(rowText), Number(columnText)];
  const cellBytes = Number(size) * (kind === "<U" ? 4 : 1);
  const expected = start + rows * columns * cellBytes;
  if (rows * columns * cellBytes === 0 || bytes.length !== expected) {
    throw new Error(
      `an array of ${rows} × ${columns} texts must have ${expected} bytes: got ${bytes.length}`,
    );
  }
  const textOf = kind === "<U" ? utf32 : ascii;
  return {
    rows,
    columns,
    cell(row, column) {
      const from = start + (row * columns + column) * cellBytes;
      return textOf(bytes.subarray(from, from + cellBytes));
    },
  };
}

/** The dictionary that describes the array, and where the array starts. */
function headerOf(bytes: Buffer): { readonly header: string; readonly start: number } {
  const version = bytes[magic.length];
  if (version !== 1 && version !== 2 && version !== 3) {
    throw new Error(`the NumPy format must be 1, 2 or 3: got ${version ?? "the end of the file"}`);
  }
  const sizeAt = magic.length + 2;
  const headerAt = sizeAt + (version === 1 ? 2 : 4);
  if (bytes.length < headerAt) throw new Error("the header must be whole: got the end of the file");
  const start =
    headerAt + (version === 1 ? bytes.readUInt16LE(sizeAt) : bytes.readUInt32LE(sizeAt));
  return { header: bytes.toString("latin1", headerAt, start), start };
}

/** Text of four bytes a character, up to the first 0. */
function utf32(bytes: Buffer): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4) {
    const code = bytes.readUInt32LE(at);
    if (code === 0) break;
    if (code > 0x10ffff) throw new Error(`characters must be Unicode: got number ${code}`);
    text += String.fromCodePoint(code);
  }
  return text;
}

function ascii(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString("latin1", 0, end < 0 ? bytes.length : end);
}
