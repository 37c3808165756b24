import type { Record } from "../../records/index.ts";
import { figureKinds, figuresOf } from "./figures.ts";
import { namesOf } from "./names.ts";

/**
 * For github-action-benchmark with `tool: customSmallerIsBetter`: one entry a figure of a cell.
 * https://github.com/benchmark-action/github-action-benchmark
 */
export function githubBenchmark(records: readonly Record[]): string {
  const entries = [...namesOf(records)].flatMap(([record, name]) =>
    figuresOf(record).map(({ kind, value, interval }) => ({
      name: `${name}: ${kind.replaceAll("_", " ")}`,
      unit: figureKinds[kind].unit ?? "count",
      value,
      ...(interval ? { range: `${interval.low} to ${interval.high}` } : {}),
      extra: `cell ${record.cell.id}, started ${record.startedAt}`,
    })),
  );
  return `${JSON.stringify(entries, null, 2)}\n`;
}
