import type { Record as CellRecord } from "../../records/index.ts";
import { placeOf } from "../board/index.ts";
import { missing, options } from "../format.ts";
import { groups, type Some } from "../groups.ts";
import { machineOf } from "../machine.ts";
import { variantTitle } from "../name.ts";
import { html, type Markup } from "./markup.ts";
import { entry, type TableHead, type TableRow, tableMarkup } from "./table.ts";

/** Where the cells ran and with what, and the fingerprints of what they ran on. */
export function environment(records: readonly CellRecord[]): Markup {
  const places = groups(records, ({ machine, versions, provider, commit }) => {
    const { task: _, ...programs } = versions;
    const { peaks: __, ...where } = provider;
    return [machineOf({ machine, adapter: provider.adapter }), machine.os, programs, where, commit];
  });
  const data = dataRows(records);
  return html`<h3>Machines and versions</h3>
${tableMarkup({ title: "machines and versions", heads: placeHeads, naming: 0, rows: places.map(placeRow) })}
${
  data.length === 0
    ? null
    : html`<h3>Data</h3>
<p class="faint">Equal fingerprints are equal examples. A seed's data should be the same for every variant.</p>
${tableMarkup({ title: "data fingerprints", heads: dataHeads, naming: 0, rows: data })}
`
}<h3>Graphs</h3>
<p class="faint">Equal fingerprints are equal training graphs, weights apart: a variant's seeds should have one.</p>
${tableMarkup({ title: "graph fingerprints", heads: graphHeads, naming: 1, rows: graphRows(records) })}`;
}

const text = (title: string): TableHead => ({ title, isNumber: false });
const number = (title: string): TableHead => ({ title, isNumber: true });

const placeHeads: readonly TableHead[] = [
  text("machine"),
  text("provider"),
  number("threads"),
  text("lra"),
  text("ONNX Runtime"),
  text("Node"),
  text("commit"),
  number("cells"),
  text("tasks"),
];

function placeRow(ran: Some): TableRow {
  const [{ machine, provider, versions, commit }] = ran;
  return {
    tone: "other",
    tags: {},
    entries: [
      entry(placeOf({ machine, adapter: provider.adapter })),
      entry(`${provider.name}, optimization ${provider.optimization}`),
      entry(provider.threads),
      entry(`lra ${versions.lra}`),
      entry(versions.onnxruntime),
      entry(versions.node),
      entry(commit?.slice(0, 12) ?? "outside a repository"),
      entry(ran.length),
      entry(listed(ran, ({ cell }) => cell.task)),
    ],
  };
}

const dataHeads: readonly TableHead[] = [
  text("task"),
  number("version"),
  text("options"),
  number("length"),
  number("seed"),
  text("fingerprint"),
  number("variants"),
];

/** Cells that ended before their data were known have no fingerprint. */
function dataRows(records: readonly CellRecord[]): TableRow[] {
  const sets = groups(records, ({ cell, versions, fingerprints }) => [
    ...[cell.task, versions.task, cell.taskOptions, cell.length, cell.seed],
    fingerprints.data,
  ]);
  return sets
    .filter(([{ fingerprints }]) => fingerprints.data !== null)
    .map((used) => {
      const [{ cell, versions, fingerprints }] = used;
      return {
        tone: "other",
        tags: { task: cell.task },
        entries: [
          entry(cell.task),
          entry(versions.task),
          entry(options(cell.taskOptions) || missing),
          entry(cell.length),
          entry(cell.seed),
          entry(fingerprints.data!),
          entry(new Set(used.map((record) => variantTitle(record.cell))).size),
        ],
      };
    });
}

const graphHeads: readonly TableHead[] = [
  text("task"),
  text("variant"),
  text("protocol"),
  number("length"),
  text("device"),
  text("fingerprint"),
  number("cells"),
];

function graphRows(records: readonly CellRecord[]): TableRow[] {
  const graphs = groups(records, ({ cell, fingerprints }) => [
    ...[cell.task, cell.variant, cell.variantOptions, cell.protocol, cell.overrides],
    ...[cell.length, cell.device, fingerprints.graph],
  ]);
  return graphs
    .filter(([{ fingerprints }]) => fingerprints.graph !== null)
    .map((built) => {
      const [{ cell, fingerprints }] = built;
      const { task, protocol, device } = cell;
      const variant = variantTitle(cell);
      return {
        tone: "other",
        tags: { task, protocol, device, variant },
        entries: [
          entry(task),
          entry(variant),
          entry(`${protocol} ${options(cell.overrides)}`.trimEnd()),
          entry(cell.length),
          entry(device),
          entry(fingerprints.graph!),
          entry(built.length),
        ],
      };
    });
}

const listed = (records: Some, of: (record: CellRecord) => string): string =>
  [...new Set(records.map(of))].join(", ");
