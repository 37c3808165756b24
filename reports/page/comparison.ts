import { changesPicture } from "../charts/index.ts";
import { type Comparison, comparisonSheet } from "../compare/index.ts";
import { grouped } from "../groups.ts";
import type { Tags } from "../sheet.ts";
import { figure } from "./figure.ts";
import { html, type Markup } from "./markup.ts";
import { sheetMarkup, tagged } from "./table.ts";

/** What changed since the base: the verdicts, worst first, and how far each figure moved, by task, protocol and device. */
export function comparisonView(comparison: Comparison): Markup {
  return html`${sheetMarkup(comparisonSheet(comparison, false))}
<div class="pictures">
${partsOf(comparison).map(changesFigure)}</div>
`;
}

/** Findings that readers choose together, as a comparison, with what they are of. */
interface Part {
  readonly tags: Tags;
  readonly comparison: Comparison;
}

function partsOf(comparison: Comparison): readonly Part[] {
  const parts = comparison.findings.map((finding) => {
    const { task, protocol, device } = finding.match.record.cell;
    return { finding, tags: { task, protocol, device } };
  });
  return grouped(parts, ({ tags }) => JSON.stringify(tags)).map((some) => ({
    tags: some[0].tags,
    comparison: { ...comparison, findings: some.map(({ finding }) => finding) },
  }));
}

/** Nothing where no figure is to be drawn. */
function changesFigure({ tags, comparison }: Part): Markup | null {
  const picture = changesPicture(comparison);
  if (picture.lines === 0) return null;
  const title = `${picture.title}: ${Object.values(tags).join(" · ")}`;
  return html`<section${tagged(tags)}>${figure({ ...picture, title }, [])}</section>\n`;
}
