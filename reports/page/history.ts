import { trendPicture } from "../charts/index.ts";
import { changesSheet, type History, type Trend, trendsSheet } from "../history/index.ts";
import { tagsOf } from "../history/text.ts";
import { figure } from "./figure.ts";
import { html, type Markup } from "./markup.ts";
import { sheetMarkup, tagged } from "./table.ts";

/** A page with more charts of trends than these is not read; the tables have all. */
const mostDrawn = 24;

/** What changed from night to night, the trends that changed as charts, the others as charts to be opened, every trend in a line. */
export function historyView(history: History): Markup {
  const drawn = history.trends.toSorted((a, b) => noticed(b) - noticed(a)).slice(0, mostDrawn);
  const { length } = history.trends;
  const [changed, level] = [drawn.filter(noticed), drawn.filter((trend) => !noticed(trend))];
  return html`${sheetMarkup(changesSheet(history, true))}
<div class="pictures">
${changed.map(trendFigure)}</div>
${level.length > 0 ? html`<details><summary>${level.length} that stayed the same</summary><div class="pictures">\n${level.map(trendFigure)}</div></details>\n` : null}
${drawn.length < length ? html`<p class="faint">${drawn.length} of ${length} trends are drawn, those that changed first.</p>\n` : null}
${sheetMarkup(trendsSheet(history, true))}`;
}

/** The higher the more there is to see. */
const noticed = ({ isWorse, shifts, moves }: Trend): number =>
  4 * Number(isWorse) + 2 * Number(shifts.length > 0) + Number(moves.length > 0);

function trendFigure(trend: Trend): Markup {
  return html`<section${tagged(tagsOf(trend))}>${figure(trendPicture(trend), [])}</section>\n`;
}
