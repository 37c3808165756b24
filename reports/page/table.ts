import { missing } from "../format.ts";
import type { Sheet, SheetRow, Tags } from "../sheet.ts";
import { html, type Markup, type Part } from "./markup.ts";

export interface TableHead {
  readonly title: string;
  readonly isNumber: boolean;
  readonly tags?: Tags;
}

/** What stands in a table; without a value it sorts by its text. */
export interface Entry {
  readonly text: Part;
  /** In full precision; `null` sorts last. */
  readonly value: string | number | null;
}

export interface TableRow {
  readonly id?: string;
  readonly tone: string;
  readonly tags: Tags;
  readonly entries: readonly Entry[];
}

export interface TableShape {
  /** Also the name of the file that it can be had as. */
  readonly title: string;
  readonly heads: readonly TableHead[];
  readonly rows: readonly TableRow[];
  /** Number of the column that names a row. */
  readonly naming: number;
  /** Title of the column that it is sorted by, highest first. */
  readonly sortedBy?: string;
}

/** A table that sorts by its heads and scrolls in a box of its own. */
export function tableMarkup({ title, heads, rows, naming, sortedBy }: TableShape): Markup {
  const kindOf = (place: number) => (heads[place]!.isNumber ? "number" : "text");
  const headCells = heads.map((head, i) => {
    const sort = head.title === sortedBy ? html` aria-sort="descending"` : null;
    return html`<th scope="col" class="${kindOf(i)}"${tagged(head.tags ?? {})}${sort}><button type="button">${head.title}</button></th>`;
  });
  const cell = ({ text, value }: Entry, i: number) => {
    const kind = `${kindOf(i)}${isLong(text) ? " long" : ""}`;
    return i === naming
      ? html`<th scope="row" class="${kind}" data-value="${value ?? ""}">${text}</th>`
      : html`<td class="${kind}" data-value="${value ?? ""}">${text}</td>`;
  };
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}">
<table>
<thead><tr>${headCells}</tr></thead>
<tbody>
${rows.map(({ id, tone, tags, entries }) => html`<tr${idOf(id)} class="${tone}"${tagged(tags)}>${entries.map(cell)}</tr>\n`)}</tbody>
</table>
</div>
`;
}

/** Whether it may go over several lines. */
const isLong = (text: Part): boolean => typeof text === "string" && text.length > 40;

const idOf = (id: string | undefined): Markup | null =>
  id === undefined ? null : html` id="${id}"`;

/** As attributes: ` data-task="listops"`. */
export const tagged = (tags: Tags): readonly Markup[] =>
  Object.entries(tags).map(([name, value]) => html` data-${name}="${value}"`);

/** A text, or a number that is shown as it is. */
export const entry = (value: string | number): Entry => ({ text: value, value });

/** A sheet with its notes under a heading. */
export function sheetMarkup({ title, subtitles, columns, rows, notes }: Sheet): Markup {
  const variantAt = columns.findIndex((column) => column.title === "variant");
  const entriesOf = ({ cells, values }: SheetRow): readonly Entry[] =>
    cells.map((text, i) => ({
      text,
      value: !columns[i]!.isNumber ? text : values ? values[i]! : numberIn(text),
    }));
  const shape: TableShape = {
    title,
    heads: columns,
    naming: Math.max(0, variantAt),
    rows: rows.map((row) => ({
      tone: row.tone,
      tags: row.tags ?? (variantAt === -1 ? {} : { variant: row.cells[variantAt]! }),
      entries: entriesOf(row),
    })),
  };
  return html`<h3>${title}</h3>
${subtitles.map((subtitle) => html`<p class="faint">${subtitle}</p>\n`)}
${tableMarkup(shape)}${notesMarkup(notes)}`;
}

/** The first number of a text, of `~1.23 k` or `812 MiB` in units of one; `null` of no number, and behind a missing one. */
export function numberIn(text: string): number | null {
  if (text.startsWith(missing)) return null;
  const found = /([-+−]?)(\d+(?:\.\d+)?(?:e[-+]?\d+)?)\s*([a-zA-Z]*)/.exec(text);
  if (found === null) return null;
  const [, sign, digits, unit] = found;
  const size = Number(digits) * (units[unit!] ?? 1);
  return sign === "-" || sign === "−" ? -size : size;
}

const units: { readonly [unit: string]: number } = {
  ...{ k: 1e3, M: 1e6, G: 1e9 },
  ...{ MiB: 2 ** 20, GiB: 2 ** 30 },
};

/** The first notes in sight, and those of a long list folded. */
export function notesMarkup(notes: readonly string[]): Markup | null {
  if (notes.length === 0) return null;
  const inSight = notes.length <= mostInSight + 1 ? notes : notes.slice(0, mostInSight);
  const folded = notes.slice(inSight.length);
  const list = (some: readonly string[]): Markup =>
    html`<ul class="faint">${some.map((note) => html`<li>${note}</li>\n`)}</ul>\n`;
  if (folded.length === 0) return list(inSight);
  return html`${list(inSight)}<details class="faint"><summary>${folded.length} more notes</summary>
${list(folded)}</details>
`;
}

const mostInSight = 4;
