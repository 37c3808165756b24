import { styleText } from "node:util";

type Value = string | number | boolean | null | readonly (string | number)[];

/** One row: values by the titles of their columns. */
export type Line = Readonly<Record<string, Value>>;

const gap = "  ";
const missing = "–";

/** Rows of equal keys under their names, numbers to the right; `""` for no rows. */
export function table(lines: readonly Line[], isColour: boolean): string {
  const titles = Object.keys(lines[0] ?? {});
  const columns = titles.map((title) => columnOf(title, lines));
  const rows = [titles, ...lines.map((line) => titles.map((title) => textOf(line[title]!)))];
  const texts = rows.map((row) =>
    row
      .map((cell, i) => columns[i]!(cell))
      .join(gap)
      .trimEnd(),
  );
  const [head = "", ...body] = texts;
  return [isColour ? styleText("dim", head, { validateStream: false }) : head, ...body].join("\n");
}

/** Names and values, one a line, values aligned. */
export function pairs(values: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(values).map((name) => name.length));
  return Object.entries(values)
    .map(([name, value]) => `${name.padEnd(width)}${gap}${value}`)
    .join("\n");
}

function columnOf(title: string, lines: readonly Line[]): (cell: string) => string {
  const width = Math.max(title.length, ...lines.map((line) => textOf(line[title]!).length));
  const isNumber = lines.every((line) => line[title] === null || typeof line[title] === "number");
  return (cell) => (isNumber ? cell.padStart(width) : cell.padEnd(width));
}

function textOf(value: Value): string {
  if (Array.isArray(value)) return value.join(" ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === null ? missing : String(value);
}
