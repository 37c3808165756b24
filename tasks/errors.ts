/** Data that cannot be read: which file, which line or record, what must hold, what was found, what to do. */
export class DataError extends Error {
  override readonly name = "DataError";
}

/** As much of a long text as a reader needs; a byte order mark, which nobody sees, is written out. */
export const quote = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 30)} … ${text.slice(-30)}` : text).replaceAll(
    "\ufeff",
    "\\ufeff",
  );
