import type { Record as CellRecord } from "../../records/index.ts";
import { duration } from "../format.ts";
import { variantName } from "../name.ts";
import { placeOf } from "../title.ts";
import { html, type Markup } from "./markup.ts";

/** What was run, when, where and with what. */
export function header(records: readonly CellRecord[]): Markup {
  const facts: readonly (readonly [string, readonly string[]])[] = [
    ["Variants", records.map(({ cell }) => variantName(cell))],
    ["Tasks", records.map(({ cell, versions }) => `${cell.task} version ${versions.task}`)],
    ["Protocols", records.map(({ cell }) => cell.protocol)],
    ["Cells", outcomes(records)],
    ["Run", when(records)],
    ["Machines", records.map(placeOf)],
    ["Versions", records.map(versions)],
    ["Commits", records.map(({ commit }) => commit ?? "outside a repository")],
  ];
  return html`<header>
<h1>Long Range Arena</h1>
<dl class="facts">
${facts.map(([name, values]) => html`<div><dt>${name}</dt><dd>${[...new Set(values)].map((value) => html`<span>${value}</span> `)}</dd></div>\n`)}</dl>
</header>`;
}

/** `9 in all`, `ok 7`, `timeout 2`. */
function outcomes(records: readonly CellRecord[]): string[] {
  const kinds = records.map(({ outcome }) => outcome.kind);
  const counted = [...new Set(kinds)].map(
    (kind) => `${kind} ${kinds.filter((other) => other === kind).length}`,
  );
  return [`${records.length} in all`, ...counted];
}

/** From the first start to the last, UTC, and the time that the cells took. */
function when(records: readonly CellRecord[]): string[] {
  const starts = records.map(({ startedAt }) => minuteOf(startedAt)).sort();
  const [first] = starts;
  if (first === undefined) return [];
  const last = starts.at(-1)!;
  const totalMs = records.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return [
    first === last ? `${first} UTC` : `${first} to ${last} UTC`,
    `${duration(totalMs)} of work`,
  ];
}

/** `2026-01-02 03:04`, UTC. */
const minuteOf = (instant: string): string =>
  new Date(instant).toISOString().slice(0, 16).replace("T", " ");

const versions = ({ versions: { lra, node, onnxruntime } }: CellRecord): string =>
  `lra ${lra} with ONNX Runtime ${onnxruntime} on Node ${node}`;
