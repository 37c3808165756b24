import { memoryPicture, timePicture } from "../charts/index.ts";
import { type Scaling, scalingSheets, scalingTitle } from "../scaling/index.ts";
import { figure } from "./figure.ts";
import { html, type Markup } from "./markup.ts";
import { sheetMarkup, tagged } from "./table.ts";

/** A scaling with its curves and its tables. */
export function scalingSection(scaling: Scaling): Markup {
  const title = scalingTitle(scaling);
  const { task, protocol, device } = scaling;
  const pictures = [timePicture(scaling), memoryPicture(scaling)];
  return html`<section${tagged({ task, protocol, device })}>
<h3>scaling: ${title}</h3>
<div class="pictures">
${pictures.map((picture) => figure(picture, [title]))}</div>
${scalingSheets([scaling]).map(sheetMarkup)}</section>
`;
}
