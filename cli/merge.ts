import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename } from "node:path";
import {
  type Merged,
  mergeStores,
  placeFolder,
  StoreError,
  storeFiles,
  UsageError,
} from "../records/index.ts";
import { weightsFile, weightsFolder } from "../runner/index.ts";
import { print, remark } from "./console.ts";
import { type ExitCode, exit } from "./exit.ts";

export interface MergeFlags {
  readonly output: string;
  /** Replace the records that the output folder holds already. */
  readonly force?: boolean;
  /** Leave out a last record that was cut short. */
  readonly skipDamaged?: boolean;
}

/** Joins stores to one folder: records, manifest, annotations and weights. Throws StoreError and UsageError. */
export async function merge(stores: readonly string[], flags: MergeFlags): Promise<ExitCode> {
  const { output, force, skipDamaged } = flags;
  if (!force) refuseOther(output, stores);
  const cut: string[] = [];
  const merged = await mergeStores(stores, skipDamaged ? (where) => cut.push(where) : undefined);
  if (merged.records === 0) {
    throw new UsageError(`${stores.join(", ")}: must hold records: got none. Start a run first.`);
  }
  const weights = weightsOf(merged);
  const links = { folder: basename(weightsFolder(output)), files: weights };
  await placeFolder(output, { files: merged.files, links }, [links.folder, ...storeFiles]);
  for (const where of cut) remark(`lra: ${where}: left out: its writer was stopped half-way.`);
  const { records, repeats } = merged;
  print(
    `${output}: ${records} records of ${stores.length} stores, ${weights.size} with weights; ${repeats} told again.`,
  );
  return exit.ok;
}

/** Refuses to write over what is neither empty nor one of the stores. */
function refuseOther(output: string, stores: readonly string[]): void {
  if (!existsSync(output)) return;
  const isFolder = statSync(output).isDirectory();
  const entries = isFolder ? readdirSync(output).length : 1;
  const isStore = stores.some(
    (store) => existsSync(store) && realpathSync(store) === realpathSync(output),
  );
  if (entries === 0 || (isFolder && isStore)) return;
  throw new UsageError(
    `--output ${output}: must be a new or empty folder, or one of the stores: got ${isFolder ? `one with ${entries} entries` : "a file"}. Choose another, or add --force to replace its records.`,
  );
}

/** The file of each cell's weights, by its name. Throws StoreError where stores hold different ones of the same run. */
function weightsOf({ holders }: Merged): ReadonlyMap<string, string> {
  return new Map(
    [...holders].flatMap(([cellId, stores]) => {
      const files = stores.map((store) => weightsFile(weightsFolder(store), cellId));
      const [first, ...others] = files.filter(existsSync);
      if (first === undefined) return [];
      const odd = others.find((file) => !isSame(first, file));
      if (odd === undefined) return [[basename(first), first] as const];
      throw new StoreError(
        `cell ${cellId}: must have the same weights wherever its record stands: got ${first} and ${odd}, which differ. Leave one of these stores out.`,
      );
    }),
  );
}

/** Whether two files are one, or hold the same bytes. */
function isSame(a: string, b: string): boolean {
  const [one, other] = [statSync(a), statSync(b)];
  if (one.dev === other.dev && one.ino === other.ino) return true;
  return one.size === other.size && readFileSync(a).equals(readFileSync(b));
}
