import { trendPicture } from "../charts/index.ts";
import { changesSheet, type History, type Trend, trendsSheet } from "../history/index.ts";
import { tagsOf } from "../history/text.ts";
import { figure } from "./figure.ts";
import { html, type Markup } from "./markup.ts";
import { sheetMarkup, tagged } from "./table.ts";

/** A page with more charts of trends than these is not read; the tables have all. */
const mostDrawn = 24;

/** What changed from night to night, every trend in a line, and the trends that changed as charts. */
export function historyView(history: History): Markup {
  const drawn = history.trends.toSorted((a, b) => noticed(b) - noticed(a)).slice(0, mostDrawn);
  const { length } = history.trends;
  return html`${sheetMarkup(changesSheet(history, true))}
<div class="pictures">
${drawn.map(trendFigure)}</div>
${drawn.length < length ? html`<p class="faint">${drawn.length} of ${length} trends are drawn, those that changed first.</p>\n` : null}
${sheetMarkup(trendsSheet(history, true))}`;
}

/** The higher the more there is to see. */
const noticed = ({ isWorse, shifts, moves }: Trend): number =>
  4 * Number(isWorse) + 2 * Number(shifts.length > 0) + Number(moves.length > 0);

function trendFigure(trend: Trend): Markup {
  return html`<section${tagged(tagsOf(trend))}>${figure(trendPicture(trend), [])}</section>\n`;
}
