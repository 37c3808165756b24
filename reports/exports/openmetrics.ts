import { toUSVString } from "node:util";
import type { Record } from "../../records/index.ts";
import type { Comparison, Word } from "../compare/index.ts";
import { variantName } from "../name.ts";
import { type FigureKind, figureKinds, figuresOf } from "./figures.ts";
import { matchName, namesOf } from "./names.ts";

/** Gauges of every cell as OpenMetrics 1.0 text, without timestamps. https://prometheus.io/docs/specs/om/open_metrics_spec/ */
export function openMetrics(records: readonly Record[]): string {
  const named = [...namesOf(records)];
  const kinds = Object.keys(figureKinds) as readonly FigureKind[];
  const outcomes = [...new Set(records.map(({ outcome }) => outcome.kind))].sort();
  return textOf([
    {
      name: "lra_cells",
      unit: null,
      about: "Cells by how they ended",
      samples: outcomes.map((outcome) => ({
        labels: { outcome },
        value: records.filter((record) => record.outcome.kind === outcome).length,
      })),
    },
    ...kinds.map((kind) => ({
      ...familyOf(kind),
      samples: named.flatMap(([record, name]) =>
        figuresOf(record)
          .filter((figure) => figure.kind === kind)
          .map(({ value }) => ({ labels: labelsOf(record, name), value })),
      ),
    })),
  ]);
}

/** How many findings a comparison has of each word, and every gain. */
export function comparisonMetrics({ findings }: Comparison): string {
  const words: readonly Word[] = ["worse", "not comparable", "undecided", "improved", "same"];
  return textOf([
    {
      name: "lra_findings",
      unit: null,
      about: "Figures compared, by verdict",
      samples: words.map((word) => ({
        labels: { word },
        value: findings.filter((finding) => finding.word === word).length,
      })),
    },
    {
      name: "lra_gain_ratio",
      unit: "ratio",
      about: "How much better the candidate is, a share of the base; of accuracy, of the examples",
      samples: findings.flatMap(({ match, measure, gain }) =>
        gain === null
          ? []
          : [
              {
                labels: {
                  cell: matchName(match),
                  id: match.record.cell.id,
                  measure,
                },
                value: gain,
              },
            ],
      ),
    },
  ]);
}

interface Family {
  readonly name: string;
  readonly unit: string | null;
  readonly about: string;
  readonly samples: readonly Sample[];
}

interface Sample {
  readonly labels: Readonly<{ [name: string]: string | number }>;
  readonly value: number;
}

/** The unit is the end of the name. */
function familyOf(kind: FigureKind): Omit<Family, "samples"> {
  const { unit, about } = figureKinds[kind];
  return { name: `lra_${kind}${unit === null ? "" : `_${unit}`}`, unit, about };
}

function labelsOf({ cell }: Record, name: string): Sample["labels"] {
  const { protocol, task, length, seed, device } = cell;
  return { name, protocol, task, variant: variantName(cell), length, seed, device };
}

/** Families without samples are left out. */
function textOf(families: readonly Family[]): string {
  const lines = families
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, unit, about, samples }) => [
      `# TYPE ${name} gauge`,
      ...(unit === null ? [] : [`# UNIT ${name} ${unit}`]),
      `# HELP ${name} ${escaped(about)}`,
      ...samples.map(({ labels, value }) => `${name}{${labelText(labels)}} ${value}`),
    ]);
  return `${[...lines, "# EOF"].join("\n")}\n`;
}

const labelText = (labels: Sample["labels"]): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(",");

const escaped = (text: string): string =>
  toUSVString(text).replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n");
