import { DataError } from "../errors.ts";
import { type Dataset, type OfficialFile, splits } from "../task.ts";
import { metadataFolder, settingsFolder } from "./files.ts";
import { settingsOfPictures } from "./options.ts";
import { type Resolution, resolutions, type Settings } from "./settings.ts";

/** Pictures that one metadata file tells of. */
const portion = 1000;

/**
 * A data set, of these options of either source, as a set of the release (files.ts), or as the release would name one of
 * such pictures: first those of training, then of validation and test. Throws DataError at pictures of another size than
 * the release's.
 */
export async function* exportPathfinder(
  dataset: Dataset,
  options?: unknown,
): AsyncGenerator<OfficialFile, void, void> {
  const resolution = resolutionOf(dataset);
  const settings = settingsOfPictures(resolution, options);
  const folder = settingsFolder(settings);
  const parameters = parametersOf(settings);
  const { encodePng } = await import("./png.ts");

  let batch = 0;
  let rows: string[] = [];
  const metadata = () => ({ path: `${folder}/${metadataFolder}/${batch}.npy`, content: rows });
  for (const { label, pixels } of picturesOf(dataset)) {
    const [inner, name] = [`imgs/${batch}`, `sample_${rows.length}.png`];
    const content = made(() => encodePng(pixels(), resolution));
    yield { path: `${folder}/${inner}/${name}`, content };
    rows.push(`${inner} ${name} ${rows.length} ${label} ${parameters}\n`);
    if (rows.length < portion) continue;
    yield metadata();
    batch++;
    rows = [];
  }
  if (rows.length > 0) yield metadata();
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

/**
 * What the generator was told: continuity, contour length, distractor length, paddle length and thickness, margin, number
 * of contrasts. Where it drew the margin of each picture there is a 0.
 */
function parametersOf(settings: Settings): string {
  const { continuity, contourLength, distractorLength, paddleLength, paddleThickness } = settings;
  const [margin, ...others] = settings.margins;
  const known = others.length === 0 ? margin : 0;
  return [
    continuity,
    contourLength,
    distractorLength,
    paddleLength,
    paddleThickness,
    known,
    1,
  ].join(" ");
}

/** The pictures of all splits. */
function* picturesOf({ splits: parts }: Dataset) {
  for (const split of splits) {
    const { count, labels, tokens } = parts[split];
    for (let i = 0; i < count; i++) yield { label: labels[i]!, pixels: () => tokens(i)[0]! };
  }
}

/** Content that is made when it is asked for. */
function* made(bytes: () => Uint8Array): Generator<Uint8Array, void, void> {
  yield bytes();
}
