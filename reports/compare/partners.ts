import { type Cell, canonicalJson, latest, type Record, seedless } from "../../records/index.ts";

/** What two records must have in common to be of one cell: `variant` leaves out which variant it is. */
export type By = "cell" | "variant";

/** Which cells are compared with each other. */
export interface Likeness {
  readonly by: By;
  /**
   * Compare also what was measured in different surroundings, and cells of other protocols, lengths or options of the task
   * where it is clear which are meant.
   */
  readonly allowsMismatch: boolean;
}

/** Records of one cell by their seeds. */
export type Seeds = ReadonlyMap<number, Record>;

/** Of a cell that ran more than once the last counts. */
export function seedsByCell(records: readonly Record[], by: By): ReadonlyMap<string, Seeds> {
  const cells = new Map<string, Map<number, Record>>();
  const keys = new Map(records.map((record) => [record, keyOf(record.cell, by)]));
  for (const record of latest(records, (one) => `${keys.get(one)} ${one.cell.seed}`)) {
    const key = keys.get(record)!;
    const seeds = cells.get(key) ?? new Map<number, Record>();
    cells.set(key, seeds.set(record.cell.seed, record));
  }
  return cells;
}

type Cells = ReadonlyMap<string, Seeds>;

/**
 * Each cell of either side with its partner in the other, by their keys; `null` where it has none. Of those left over, two are
 * partners that differ by where they ran alone, if there is no third.
 */
export function partnersOf(
  left: Cells,
  right: Cells,
  likeness: Likeness,
): readonly (readonly [left: string | null, right: string | null])[] {
  const partners = new Map(
    [...left.keys()].filter((key) => right.has(key)).map((key) => [key, key]),
  );
  for (const kindOf of kindsOf(likeness)) {
    const taken = new Set(partners.values());
    const others = onlyOnes(right, (key) => taken.has(key), kindOf);
    for (const [kind, key] of onlyOnes(left, (one) => partners.has(one), kindOf)) {
      const other = others.get(kind);
      if (key !== null && other != null) partners.set(key, other);
    }
  }
  const taken = new Set(partners.values());
  return [
    ...[...left.keys()].map((key) => [key, partners.get(key) ?? null] as const),
    ...[...right.keys()].filter((key) => !taken.has(key)).map((key) => [null, key] as const),
  ];
}

/** What partners that are not the same cell must have in common, the nearer first. */
export function kindsOf({ by, allowsMismatch }: Likeness): readonly ((cell: Cell) => string)[] {
  const ignored = allowsMismatch ? [where, { ...where, ...what }] : [where];
  return ignored.map((some) => (cell) => keyOf({ ...cell, ...some }, by));
}

/** By kind the key of its cell that is not taken, `null` where there are several. */
function onlyOnes(
  cells: Cells,
  isTaken: (key: string) => boolean,
  kindOf: (cell: Cell) => string,
): ReadonlyMap<string, string | null> {
  const kinds = new Map<string, string | null>();
  for (const [key, seeds] of cells) {
    if (isTaken(key)) continue;
    const [record] = seeds.values();
    const kind = kindOf(record!.cell);
    kinds.set(kind, kinds.has(kind) ? null : key);
  }
  return kinds;
}

/** Where a cell ran, and which content its variant's file had. */
const where = { device: "", threads: 1, variantSha256: undefined };

/** What it was to learn, and how. */
const what = { protocol: "", overrides: {}, taskOptions: {}, length: 1 };

function keyOf(cell: Cell, by: By): string {
  const rest = seedless(cell);
  const variant = { variant: undefined, variantOptions: undefined, variantSha256: undefined };
  return canonicalJson(by === "cell" ? rest : { ...rest, ...variant });
}
