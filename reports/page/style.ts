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
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  color: var(--ink);
  background: var(--ground);
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
body { margin: 0 auto; max-width: 1320px; padding: 24px clamp(16px, 4vw, 40px) 64px; }
h1 { margin: 0 0 16px; font-size: 30px; line-height: 1.2; }
h2 { margin: 48px 0 4px; font-size: 21px; line-height: 1.3; }
h3 { margin: 32px 0 8px; font-size: 16px; line-height: 1.3; }
p { margin: 0 0 12px; }
a { color: var(--accent); }
.faint { color: var(--faint); font-size: 14px; }
ul.faint { margin: 8px 0 0; padding-left: 20px; overflow-wrap: anywhere; }

dl { margin: 0; display: grid; gap: 4px 24px; font-size: 14px; }
dl > div { display: grid; grid-template-columns: 170px minmax(0, 1fr); gap: 12px; }
dt { color: var(--faint); }
dd { margin: 0; overflow-wrap: anywhere; }
.facts { padding: 14px 16px; background: var(--panel); border-radius: 8px; }
.facts > div { grid-template-columns: 90px minmax(0, 1fr); }
.facts span:not(:last-child)::after { content: ","; }

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
table { width: 100%; border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 7px 10px; white-space: nowrap; text-align: left; }
th.number, td.number { text-align: right; }
thead, tr.baseline { background: var(--tint); }
tbody tr { border-top: 1px solid var(--line); }
th { padding: 0; font-weight: 600; }
th:last-child { padding: 7px 10px; }
th button {
  width: 100%; padding: 7px 10px; border: 0; background: none; color: inherit; font: inherit;
  text-align: inherit; cursor: pointer; white-space: nowrap;
}
th button:hover { color: var(--accent); }
th[aria-sort] button { color: var(--accent); }
th[aria-sort="ascending"] button::after { content: " ↑"; }
th[aria-sort="descending"] button::after { content: " ↓"; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 4px; }
.plain th { padding: 7px 10px; }
tr.faint { color: var(--faint); }
tr.missing td:last-child { color: var(--bad); }
tr.doubtful td:last-child { color: var(--warn); }
tr.first td:nth-child(2) { font-weight: 600; }
tr.baseline { color: var(--faint); font-style: italic; }
tr.incomplete td:nth-child(10) { color: var(--bad); }

.pictures { display: grid; gap: 24px; margin-top: 24px; }
@media (min-width: 1000px) { .pictures { grid-template-columns: 1fr 1fr; } }
figure { margin: 0; min-width: 0; }
figcaption { font-weight: 600; }
figcaption .faint { display: block; font-weight: 400; }
.canvas { position: relative; height: 430px; }
@media (max-width: 600px) { .canvas { height: 360px; } }

.cell { border-top: 1px solid var(--line); }
.cell > summary { padding: 8px 4px; display: flex; gap: 12px; cursor: pointer; overflow-wrap: anywhere; }
.cell > summary::before { content: "▸"; color: var(--faint); }
.cell[open] > summary::before { content: "▾"; }
.cell > summary > :last-child { margin-left: auto; white-space: nowrap; color: var(--bad); }
.cell > summary > .ok { color: var(--good); }
.cell > summary > .chance { color: var(--warn); }
.cell > dl {
  grid-template-columns: repeat(auto-fit, minmax(min(480px, 100%), 1fr));
  padding: 4px 4px 20px 26px;
}
@media (max-width: 600px) { dl > div { grid-template-columns: minmax(0, 1fr); gap: 0; } }
`;
