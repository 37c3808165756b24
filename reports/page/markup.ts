/** Text that is HTML already. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in a template: text is escaped, markup is not, a list is joined, `null` is nothing. */
export type Part = Markup | string | number | null | readonly Part[];

/** A template of HTML: html`<b>${name}</b>`. Escapes every text, for content and for quoted attributes. */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: String.raw({ raw: template }, ...parts.map(written)) };
}

/** Our own scripts and styles, which HTML does not unescape; never anything from a record. */
export const verbatim = (source: string): Markup => ({ markup: source });

/** A value for a script element, which nothing in it can end. */
export function json(value: unknown): Markup {
  const code = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return { markup: JSON.stringify(value).replace(/[<\u2028\u2029]/g, code) };
}

function written(part: Part): string {
  if (part === null) return "";
  if (typeof part === "string") return part.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  if (typeof part === "number") return String(part);
  return "markup" in part ? part.markup : part.map(written).join("");
}
