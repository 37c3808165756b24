import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "../errors.ts";
import { type Dataset, type Example, splits } from "../task.ts";
import { metadataFolder, setFolder } from "./files.ts";
import type { Difficulty } from "./options.ts";
import { benchmark, type Resolution, resolutions, type Settings } from "./settings.ts";

/** Pictures that one metadata file tells of. */
const portion = 1000;

/**
 * Writes a data set as one of the release's sets (files.ts) into a folder: first the training pictures, then those of
 * validation and test. Throws DataError where there is a set already, and at pictures of another size than the release's.
 */
export async function exportPathfinder(
  dataset: Dataset,
  folder: string,
  difficulty: Difficulty,
): Promise<void> {
  const resolution = resolutionOf(dataset);
  const target = join(folder, setFolder({ resolution, difficulty }));
  if (existsSync(target)) {
    throw new DataError(`${target}: must not be there yet: got a folder. Name another.`);
  }
  await mkdir(join(target, metadataFolder), { recursive: true });

  const { train, validation, test } = dataset.splits;
  const count = train.count + validation.count + test.count;
  for (let from = 0; from < count; from += portion) {
    const pictures = slice(dataset, from, Math.min(from + portion, count));
    await writeBatch(target, from / portion, pictures, resolution);
  }
}

function resolutionOf({ splits }: Dataset): Resolution {
  const { length } = splits.train.tokens(0)[0]!;
  const resolution = resolutions.find((side) => side ** 2 === length);
  if (resolution !== undefined) return resolution;
  throw new DataError(
    `Pathfinder files: pictures must have ${resolutions.map((side) => side ** 2).join(", ")} pixels: ` +
      `got ${length}. Generate them with one of the benchmark's resolutions.`,
  );
}

/** The examples `from` to `to` - 1, counted through the splits. */
function* slice({ splits: parts }: Dataset, from: number, to: number): Generator<Example> {
  let start = 0;
  for (const split of splits) {
    const { count, labels, tokens } = parts[split];
    for (let i = Math.max(0, from - start); i < Math.min(count, to - start); i++) {
      yield { label: labels[i]!, towers: tokens(i) };
    }
    start += count;
  }
}

/** Writes pictures and the metadata file that tells of them. */
async function writeBatch(
  target: string,
  batch: number,
  pictures: Iterable<Example>,
  resolution: Resolution,
): Promise<void> {
  const folder = `imgs/${batch}`;
  const { encodePng } = await import("./png.ts");
  await mkdir(join(target, folder), { recursive: true });
  const rows: string[] = [];
  for (const { label, towers } of pictures) {
    const i = rows.length;
    await writeFile(join(target, folder, `sample_${i}.png`), encodePng(towers[0]!, resolution));
    rows.push(`${folder} sample_${i}.png ${i} ${label} ${parametersOf(benchmark[resolution])}\n`);
  }
  await writeFile(join(target, metadataFolder, `${batch}.npy`), rows.join(""));
}

/**
 * What the generator was told, as far as the size of the pictures says it: continuity, contour length, distractor
 * length, paddle length, thickness and margin, contrasts; 0 for what is not known.
 */
const parametersOf = ({ continuity, paddleLength, paddleThickness }: Settings): string =>
  [continuity, 0, 0, paddleLength, paddleThickness, 0, 1].join(" ");
