import { quote } from "../errors.ts";
import type { Line } from "../lines.ts";

/** Puts lines together to records of comma-separated values (RFC 4180): one goes on while a quote is open. */
export interface Records {
  /** The fields of the record that ends with this line; `null` where it goes on. Throws where it is damaged. */
  add(line: Line): readonly string[] | null;
  /** The line at which a record began that has not ended; `null` where none is open. */
  openSince(): number | null;
}

/** Line breaks within quotes are read as LF. No record may have more bytes than `longest`. */
export function commaRecords(longest: number): Records {
  let open: Open | null = null;
  return {
    add({ number, bytes }) {
      open ??= { since: number, lines: [], bytes: 0, quotes: 0 };
      open.bytes += bytes.length + 1;
      if (open.bytes > longest) {
        throw new Error(
          `the record of line ${open.since} must end within ${longest} bytes: got none`,
        );
      }
      const line = Buffer.from(bytes).toString();
      open.lines.push(line);
      open.quotes += line.split('"').length - 1;
      if (open.quotes % 2 === 1) return null;
      const record = open.lines.join("\n");
      open = null;
      return fieldsOf(record);
    },
    openSince: () => open?.since ?? null,
  };
}

interface Open {
  readonly since: number;
  readonly lines: string[];
  bytes: number;
  quotes: number;
}

function fieldsOf(record: string): readonly string[] {
  const field = /(?:"([^"]*(?:""[^"]*)*)"|([^",]*))(,|$)/y;
  const fields: string[] = [];
  for (;;) {
    const match = field.exec(record);
    if (match === null) {
      throw new Error(
        `quotes must enclose a column and be doubled inside it: got ${quote(record)}`,
      );
    }
    const [, quoted, bare, end] = match;
    fields.push(quoted?.replaceAll('""', '"') ?? bare!);
    if (end === "") return fields;
  }
}
