import type { Difficulty } from "./options.ts";
import type { Resolution } from "./settings.ts";

const folders = {
  easy: "curv_baseline",
  intermediate: "curv_contour_length_9",
  hard: "curv_contour_length_14",
} as const satisfies Record<Difficulty, string>;

/** One of the release's sets of pictures; it has 200,000. */
export interface PictureSet {
  readonly resolution: Resolution;
  readonly difficulty: Difficulty;
}

/** The folder of all sets of a resolution, as the release names it. */
export const resolutionFolder = (resolution: Resolution): string => `pathfinder${resolution}`;

/**
 * The folder of a set: `metadata/K.npy` tells of the pictures `imgs/K/sample_I.png`, a row each, with K and I from 0.
 * The fields of a row: `imgs/K`, `sample_I.png`, I, the label; then what the generator was told, see export.ts.
 */
export const setFolder = ({ resolution, difficulty }: PictureSet): string =>
  `${resolutionFolder(resolution)}/${folders[difficulty]}`;

export const metadataFolder = "metadata";

/** The one picture of the release that is an empty file, within the folder of its set. */
export const emptyPicture = {
  set: { resolution: 32, difficulty: "easy" },
  file: "imgs/0/sample_172.png",
} as const satisfies { set: PictureSet; file: string };
