import type { Board } from "../board/index.ts";
import { type Summary, summaries, summarySheet } from "../summary/index.ts";
import { html, type Markup } from "./markup.ts";
import { sheetMarkup, tagged } from "./table.ts";

/** Tasks × variants, a table a protocol and device, of those that have more than one task. */
export const summarySections = (boards: readonly Board[]): readonly Markup[] =>
  summaries(boards)
    .filter((summary) => summary.boards.length > 1)
    .map(summarySection);

function summarySection(summary: Summary): Markup {
  const { protocol, device } = summary;
  return html`<section${tagged({ protocol, device })}>
${sheetMarkup(summarySheet(summary))}</section>
`;
}
