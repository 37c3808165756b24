const css = String.raw;

/** The page's style: light or dark as the reader's system, one column, tables that scroll sideways where they must. */
export const style = css`
:root {
  color-scheme: light dark;
  --ground: #ffffff;
  --panel: #f6f8fa;
  --ink: #1f2328;
  --faint: #59636e;
  --line: #dfe3e8;
  --tint: rgb(100 120 145 / 8%);
  --accent: #0b62a8;
  --good: #116632;
  --warn: #8a5200;
  --bad: #b3261e;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  color: var(--ink);
  background: var(--ground);
  scroll-padding-top: 112px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15181c;
    --panel: #1e2227;
    --ink: #e6e8eb;
    --faint: #9aa4af;
    --line: #343a41;
    --accent: #6cb6ff;
    --good: #6fd08c;
    --warn: #e8b45a;
    --bad: #ff8a80;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0 auto; max-width: 1320px; padding: 24px clamp(16px, 4vw, 40px) 64px; }
h1 { margin: 0 0 12px; font-size: 26px; line-height: 1.2; }
h2 { margin: 40px 0 12px; font-size: 21px; line-height: 1.3; }
h3 { margin: 28px 0 6px; font-size: 16px; line-height: 1.3; }
p { margin: 0 0 10px; }
a { color: var(--accent); text-underline-offset: 2px; }
.faint { color: var(--faint); font-size: 13px; }
p.faint { margin-bottom: 4px; }
p.faint + .scroll { margin-top: 8px; }
ul.faint { margin: 8px 0 0; padding-left: 18px; overflow-wrap: anywhere; }
summary { cursor: pointer; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 16px; top: 8px; padding: 6px 12px; background: var(--ground); z-index: 3; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 4px; }
section:focus { outline: none; }
main > section:not(:first-child) { content-visibility: auto; contain-intrinsic-size: auto 1200px; }
main > section > section { content-visibility: auto; contain-intrinsic-size: auto 1000px; }

dl { margin: 0; display: grid; gap: 4px 24px; font-size: 13px; }
dl > div { display: grid; grid-template-columns: 150px minmax(0, 1fr); gap: 12px; }
dt { color: var(--faint); }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.facts > div { grid-template-columns: 80px minmax(0, 1fr); }
.facts span:not(:last-child)::after { content: ","; }

.toolbar {
  position: sticky; top: 0; z-index: 2; margin: 20px 0 0; padding: 8px 0;
  background: var(--ground); border-bottom: 1px solid var(--line);
}
nav { display: flex; flex-wrap: wrap; gap: 2px 18px; }
nav a { color: var(--ink); text-decoration: none; font-weight: 600; font-size: 14px; line-height: 26px; }
nav a:hover { color: var(--accent); }
form { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 14px; margin-top: 6px; font-size: 13px; }
label { color: var(--faint); white-space: nowrap; }
select, input, .tool {
  font: inherit; color: var(--ink); background: var(--panel); border: 1px solid var(--line);
  border-radius: 6px; padding: 3px 8px; min-height: 28px; max-width: 190px;
}
input { width: 150px; }
.tool { font-size: 13px; cursor: pointer; color: var(--faint); }
.tool:hover { color: var(--accent); border-color: var(--accent); }
output { margin-left: auto; color: var(--faint); font-variant-numeric: tabular-nums; }
.scroll + .tool { display: block; margin: 6px 0 0 auto; background: none; padding: 1px 8px; min-height: 24px; }

.tally { display: flex; flex-wrap: wrap; gap: 4px 22px; margin: 0 0 10px; padding: 0; list-style: none; }
.tally b { font-size: 20px; font-variant-numeric: tabular-nums; }
.oom, .timeout, .crash, .invalid, .unsupported { color: var(--bad); }
.ok, .timed { color: var(--good); }
.chance { color: var(--warn); }

/* A shade at the edge behind which there is more: covers that move with the table hide it at either end. */
.scroll {
  --cover: var(--ground) 24px, transparent;
  --shade: color-mix(in srgb, var(--ink) 25%, transparent), transparent;
  overflow-x: auto; border: 1px solid var(--line); border-radius: 8px;
  background:
    linear-gradient(to right, var(--cover)) left / 48px 100% no-repeat local,
    linear-gradient(to left, var(--cover)) right / 48px 100% no-repeat local,
    linear-gradient(to right, var(--shade)) left / 20px 100% no-repeat scroll,
    linear-gradient(to left, var(--shade)) right / 20px 100% no-repeat scroll;
}
table { width: 100%; border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 5px 10px; white-space: nowrap; text-align: left; font-weight: 400; }
.long { min-width: 240px; max-width: 520px; white-space: normal; overflow-wrap: anywhere; }
th.number, td.number { text-align: right; }
thead, tr.baseline { background: var(--tint); }
tbody tr { border-top: 1px solid var(--line); }
tbody tr:hover { background: var(--tint); }
thead th { padding: 0; }
th button {
  width: 100%; padding: 6px 10px; border: 0; background: none; color: inherit; font: inherit;
  font-weight: 600; text-align: inherit; cursor: pointer; white-space: nowrap;
}
th button:hover { color: var(--accent); }
th[aria-sort] button { color: var(--accent); }
th[aria-sort="ascending"] button::after { content: " ↑"; }
th[aria-sort="descending"] button::after { content: " ↓"; }
tr.faint, tr.baseline { color: var(--faint); }
tr.baseline { font-style: italic; }
tr.first th { font-weight: 600; }
tr.missing td.text:last-child { color: var(--bad); }
#history tr.missing td.text:last-child { color: inherit; }
tr.incomplete td:nth-last-child(2) { color: var(--bad); }

:is(#comparison, #history) tr.missing td:first-child { color: var(--bad); }
:is(#comparison, #history) tr.first td:first-child { color: var(--good); }
:is(#comparison, #history) tr.doubtful td:first-child { color: var(--warn); }

.pictures {
  display: grid; grid-template-columns: minmax(0, 1fr); gap: 24px; margin-top: 20px; align-items: end;
}
.pictures > :only-child, dialog figure:first-child { grid-column: 1 / -1; }
@media (min-width: 1000px) { .pictures { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
#comparison .pictures { grid-template-columns: minmax(0, 1fr); }
figure { margin: 0; min-width: 0; }
figcaption { font-weight: 600; font-size: 14px; }
figcaption .faint { display: block; font-weight: 400; }
.canvas { position: relative; height: 430px; }
@media (max-width: 600px) { .canvas { height: 340px; } }
.said { font-size: 13px; color: var(--faint); }
.said ul { margin: 4px 0; padding-left: 18px; max-height: 260px; overflow-y: auto; }

dialog {
  width: min(1080px, 100vw); max-height: 100dvh; height: 100dvh; max-width: none; margin: 0 0 0 auto;
  padding: 20px clamp(16px, 3vw, 32px) 40px; border: 0; border-left: 1px solid var(--line);
  background: var(--ground); color: var(--ink); overflow-y: auto;
}
dialog::backdrop { background: rgb(10 14 20 / 45%); }
dialog > .tool { float: right; }
dialog h2 { margin: 0 0 4px; overflow-wrap: anywhere; }
.subjects { display: grid; gap: 0 32px; grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr)); }
@media (max-width: 600px) {
  .toolbar { position: static; }
  dl > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  table { font-size: 12px; }
  th, td { padding: 5px 4px; }
  th button { padding: 6px 4px; white-space: normal; }
  td.text, tbody th { white-space: normal; }
  td.text.long { min-width: 180px; }
  tbody th {
    position: sticky; left: 0; min-width: 84px; max-width: 34vw;
    background: var(--ground); overflow-wrap: anywhere;
  }
  tbody th.long { min-width: 34vw; }
}
@media print {
  body { max-width: none; padding: 0; }
  main > section, main > section > section { content-visibility: visible; }
  .toolbar, .tool, .said { display: none !important; }
  .scroll { overflow: visible; }
  .canvas { height: auto !important; }
  canvas { max-width: 100% !important; height: auto !important; }
  table { font-size: 9px; }
  th, td, th button { padding: 3px 4px; white-space: normal; }
  figure, tr { break-inside: avoid; }
}
`;
