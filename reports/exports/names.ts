import { type Cell, canonicalJson, type Record } from "../../records/index.ts";
import { type Match, variantsOf } from "../compare/index.ts";
import { oneLine, options } from "../format.ts";
import { variantName } from "../name.ts";

/** A name for each record that no other has, the same every night: `nightly/text/linear/1024/seed 0/cpu`. */
export function namesOf(records: readonly Record[]): ReadonlyMap<Record, string> {
  const forms: readonly ((record: Record) => string)[] = [
    ({ cell }) => cellName(cell),
    ({ cell }) => `${cellName(cell)}, cell ${cell.id}`,
    ({ cell, machine }) => `${cellName(cell)}, cell ${cell.id}, ${oneLine(canonicalJson(machine))}`,
  ];
  const taken = forms.map((form) => countsOf(records.map(form)));
  return new Map(
    records.map((record) => {
      const alone = forms.findIndex((form, i) => taken[i]!.get(form(record)) === 1);
      return [record, forms.at(alone)!(record)];
    }),
  );
}

/** What two sides have in common, without the seed; two variants as `softmax → linear`. */
export const matchName = (match: Match): string =>
  nameOf(match.record.cell, oneLine(variantsOf(match)), []);

/** What the cell is, its seed last but for the device. */
const cellName = (cell: Cell): string =>
  nameOf(cell, withOptions(variantName(cell), cell.variantOptions), [`seed ${cell.seed}`]);

function nameOf(cell: Cell, variant: string, seeds: readonly string[]): string {
  const { protocol, task, taskOptions, overrides, length, device } = cell;
  return [
    withOptions(protocol, overrides),
    withOptions(task, taskOptions),
    variant,
    String(length),
    ...(cell.measure ? [cell.measure] : seeds),
    ...(cell.control ? [cell.control] : []),
    device,
  ].join("/");
}

const withOptions = (name: string, given: Cell["taskOptions"]): string =>
  oneLine(`${name} ${options(given)}`);

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
