import { changesPicture } from "../charts/index.ts";
import { type Comparison, comparisonSheet } from "../compare/index.ts";
import { figure } from "./figure.ts";
import { html, type Markup } from "./markup.ts";
import { sheetMarkup } from "./table.ts";

/** What changed since the base: the verdicts, worst first, and how far each figure moved. */
export function comparisonView(comparison: Comparison): Markup {
  return html`${sheetMarkup(comparisonSheet(comparison, false))}
<div class="pictures">
${figure(changesPicture(comparison), [])}</div>
`;
}
