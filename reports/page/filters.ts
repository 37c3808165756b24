import type { Record as CellRecord } from "../../records/index.ts";
import { html, type Markup } from "./markup.ts";

/** The bar that leads through the page and says what of it is shown. What there is one of is not asked for. */
export function toolbar(
  records: readonly CellRecord[],
  views: readonly (readonly [id: string, title: string, ...unknown[]])[],
): Markup {
  const choices = [
    choice("task", records, ({ cell }) => cell.task),
    choice("protocol", records, ({ cell }) => cell.protocol),
    choice("device", records, ({ cell }) => cell.device),
  ];
  return html`<div class="toolbar">
<nav aria-label="Sections">${views.map(([id, title]) => html`<a href="#${id}">${title}</a> `)}</nav>
<form id="filters" role="search" aria-label="What is shown" hidden>
${choices}<label>variant <input type="search" name="variant" placeholder="any" autocomplete="off" spellcheck="false"></label>
<button type="reset" class="tool">clear</button>
<output id="shown" aria-live="polite"></output>
</form>
</div>`;
}

function choice(
  name: string,
  records: readonly CellRecord[],
  of: (record: CellRecord) => string,
): Markup | null {
  const values = [...new Set(records.map(of))].sort();
  if (values.length < 2) return null;
  return html`<label>${name} <select name="${name}"><option value="">all</option>${values.map((value) => html`<option value="${value}">${value}</option>`)}</select></label>
`;
}
