import type { Picture } from "../charts/index.ts";
import { html, json, type Markup } from "./markup.ts";

/** A picture with its notes, without what is `said` beside it already; it is drawn when it comes into view. */
export function figure(picture: Picture, said: readonly string[]): Markup {
  const { title, notes } = picture;
  const ours = notes.filter((note) => !said.includes(note));
  return html`<figure>
<figcaption>${title}<span class="faint">${ours.join(" · ")}</span></figcaption>
<div class="canvas"><canvas role="img" aria-label="${title}"></canvas></div>
<details class="said"><summary>in words</summary><ul></ul></details>
<noscript>The chart needs JavaScript; the table does not.</noscript>
<script type="application/json">${json(picture)}</script>
</figure>
`;
}
