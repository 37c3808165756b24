import { stringify } from "csv-stringify/sync";
import { options } from "../format.ts";
import type { Comparison } from "./compare.ts";
import type { Finding } from "./finding.ts";
import { variantsOf } from "./match.ts";
import { listed } from "./sheets.ts";

/**
 * The table of a comparison as one line a finding under a line of names, numbers at full precision, empty where there is no
 * value; without `isWhole` what stayed the same is left out. Texts that a spreadsheet would run as a formula begin with an
 * apostrophe.
 */
export function comparisonCsv({ findings }: Comparison, isWhole: boolean): string {
  const rows = listed(findings, isWhole).map((finding) =>
    Object.values(columns).map((value) => value(finding)),
  );
  return stringify([Object.keys(columns), ...rows], { escape_formulas: true });
}

/**
 * `_share` is 0 to 1: of the base, and of accuracy of the examples; negative where it is worse. `base` and `candidate` are shares of
 * accuracy, steps a beat of the metronome, bytes, or counts.
 */
const columns: { readonly [name: string]: (finding: Finding) => string | number | null } = {
  verdict: ({ word }) => word,
  task: ({ match }) => match.record.cell.task,
  length_tokens: ({ match }) => match.record.cell.length,
  variant: ({ match }) => variantsOf(match),
  protocol: ({ match }) => match.record.cell.protocol,
  overrides: ({ match }) => options(match.record.cell.overrides),
  device: ({ match }) => match.record.cell.device,
  figure: ({ measure }) => measure,
  base: ({ values }) => values?.base ?? null,
  candidate: ({ values }) => values?.candidate ?? null,
  better_by_share: ({ gain }) => gain,
  better_by_low_share: ({ interval }) => interval?.low ?? null,
  better_by_high_share: ({ interval }) => interval?.high ?? null,
  p_holm: ({ p }) => p,
  seen_from_share: ({ least }) => least,
  note: ({ note }) => note,
};
