import type { Record } from "../../records/index.ts";
import { figuresOf } from "./figures.ts";
import { namesOf } from "./names.ts";

/** Bencher Metric Format: figures by cell, with the ends of their intervals. https://bencher.dev/docs/reference/bencher-metric-format */
export function bmf(records: readonly Record[]): string {
  const benchmarks = [...namesOf(records)].flatMap(([record, name]) => {
    const measures = figuresOf(record).map(({ kind, value, interval }) => [
      kind.replaceAll("_", "-"),
      { value, ...(interval ? { lower_value: interval.low, upper_value: interval.high } : {}) },
    ]);
    return measures.length === 0 ? [] : [[cut(name), Object.fromEntries(measures)]];
  });
  return `${JSON.stringify(Object.fromEntries(benchmarks), null, 2)}\n`;
}

/** A benchmark's name has at most 1024 characters. */
const cut = (name: string): string => (name.length <= 1024 ? name : `${name.slice(0, 1023)}…`);
