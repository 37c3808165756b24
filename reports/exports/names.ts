import { type Cell, canonicalJson, type Record } from "../../records/index.ts";
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

/** What the cell is, its seed last but for the device; `seed` may be left out. */
export function cellName(cell: Cell, hasSeed = true): string {
  const { protocol, task, taskOptions, variantOptions, overrides, length, seed, device } = cell;
  return [
    withOptions(protocol, overrides),
    withOptions(task, taskOptions),
    withOptions(variantName(cell), variantOptions),
    String(length),
    ...(cell.measure ? [cell.measure] : hasSeed ? [`seed ${seed}`] : []),
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
