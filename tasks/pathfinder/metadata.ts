import { isUtf8 } from "node:buffer";
import { quote } from "../errors.ts";
import { parseFile } from "./file.ts";
import { isNpy, parseNpy } from "./npy.ts";

/** What a row of the metadata says of a picture. */
export interface Row {
  /** Within the folder of the set: `imgs/K/sample_I.png`. */
  readonly file: string;
  readonly label: number;
}

/** Bytes of the greatest file that is read: a thousand pictures take less than a tenth of it. */
const mostBytes = 16 * 2 ** 20;

/**
 * The rows of a metadata file, plain text as in the release or a NumPy array as the public generator writes it.
 * Throws DataError, naming the row from 1, at a file that is not whole or has other fields.
 */
export const readMetadata = (path: string): readonly Row[] =>
  parseFile(path, mostBytes, (bytes) => {
    if (bytes.length === 0) throw new Error("must have a row for each picture: got an empty file");
    return isNpy(bytes) ? rowsOfArray(bytes) : rowsOfText(bytes);
  });

function rowsOfArray(bytes: Buffer): readonly Row[] {
  const { rows, columns, cell } = parseNpy(bytes);
  const needed = Math.min(columns, least);
  const fieldsOf = (row: number) =>
    Array.from({ length: needed }, (_, column) => cell(row, column));
  return Array.from({ length: rows }, (_, row) => rowOf(fieldsOf(row), row));
}

/** One space between two fields, one line end after each row. */
function rowsOfText(bytes: Buffer): readonly Row[] {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) throw new Error("must be text: got gzip. Unpack it");
  if (!isUtf8(bytes)) throw new Error("must be UTF-8 or a NumPy array: got other bytes");
  const lines = bytes.toString().split("\n");
  const rest = lines.pop()!;
  if (rest !== "") throw new Error(`the last row must have a line end: got ${quote(rest)}`);
  const table = lines.map((line) => line.split(" "));
  const columns = table[0]!.length;
  return table.map((fields, row) => {
    if (fields.length !== columns) {
      throw new Error(`row ${row + 1}: must have ${columns} fields: got ${fields.length}`);
    }
    return rowOf(fields, row);
  });
}

/** Fields that are needed. */
const least = 4;

function rowOf(fields: readonly string[], row: number): Row {
  const [folder = "", name = "", , label = ""] = fields;
  if (fields.length < least || !/^imgs\/\d+$/.test(folder) || !/^sample_\d+\.png$/.test(name)) {
    throw new Error(
      `row ${row + 1}: must be imgs/NUMBER, sample_NUMBER.png, a number and the label: ` +
        `got ${quote(fields.join(" "))}`,
    );
  }
  if (label !== "0" && label !== "1") {
    throw new Error(`row ${row + 1}: the label must be 0 or 1: got ${quote(label)}`);
  }
  return { file: `${folder}/${name}`, label: Number(label) };
}
