import { stringify } from "csv-stringify/sync";
import type { Cell } from "../../records/index.ts";
import { variantName } from "../name.ts";
import type { History } from "./history.ts";
import type { Point } from "./points.ts";
import type { Trend } from "./trend.ts";

/**
 * One line a point under a line of names, numbers at full precision, empty where there is no value; a shift stands in
 * the line of the first night of its new level. Texts that a spreadsheet would run as a formula begin with an
 * apostrophe.
 */
export function historyCsv(history: History): string {
  const rows = history.trends.flatMap((trend) =>
    trend.points.map((point, at) => {
      const place = { history, trend, point, at };
      return Object.values(columns).map((value) => value(place));
    }),
  );
  return stringify([Object.keys(columns), ...rows], { escape_formulas: true });
}

interface Place {
  readonly history: History;
  readonly trend: Trend;
  readonly point: Point;
  readonly at: number;
}

const shiftAt = ({ trend, at }: Place) => trend.shifts.find((shift) => shift.at === at);

/** `unit` says what `value`, `low` and `high` are in: a share 0 to 1, steps a beat of the metronome, bytes, or ms. */
const columns: { readonly [name: string]: (place: Place) => string | number | null } = {
  task: ({ trend }) => trend.cell.task,
  task_options_json: ({ trend }) => JSON.stringify(trend.cell.taskOptions),
  variant: ({ trend }) => variantName(trend.cell as Cell),
  variant_options_json: ({ trend }) => JSON.stringify(trend.cell.variantOptions),
  protocol: ({ trend }) => trend.cell.protocol,
  overrides_json: ({ trend }) => JSON.stringify(trend.cell.overrides),
  length_tokens: ({ trend }) => trend.cell.length,
  device: ({ trend }) => trend.cell.device,
  measure: ({ trend }) => trend.measure,
  unit: ({ trend }) => trend.unit,
  started_at: ({ point }) => point.startedAt,
  commit: ({ point }) => point.commit,
  source: ({ history, point }) => history.nights[point.night]!.source,
  machine: ({ history, point }) => history.machines[point.machine]!,
  outcome: ({ point }) => point.outcome,
  seeds: ({ point }) => point.seeds,
  value: ({ point }) => point.value,
  low: ({ point }) => point.spread?.low ?? null,
  high: ({ point }) => point.spread?.high ?? null,
  shift: (place) => shiftAt(place)?.verdict ?? null,
  shift_gain_share: (place) => shiftAt(place)?.gain ?? null,
  shift_gain_low: (place) => shiftAt(place)?.interval.low ?? null,
  shift_gain_high: (place) => shiftAt(place)?.interval.high ?? null,
  shift_p: (place) => shiftAt(place)?.p ?? null,
  accepted: (place) => shiftAt(place)?.accepted ?? null,
};
