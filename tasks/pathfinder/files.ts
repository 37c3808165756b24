import { contourLengths, type Difficulty } from "./options.ts";
import type { Resolution, Settings } from "./settings.ts";

/** One of the release's sets of pictures; it has 200,000. */
export interface PictureSet {
  readonly resolution: Resolution;
  readonly difficulty: Difficulty;
}

/** The folder of all sets of a resolution, as the release names it. */
export const resolutionFolder = (resolution: Resolution): string => `pathfinder${resolution}`;

/**
 * The folder of the pictures drawn with these settings: `metadata/K.npy` tells of `imgs/K/sample_I.png`, a row each, with K
 * and I from 0. The fields of a row: `imgs/K`, `sample_I.png`, I, the label; then what the generator was told, see
 * export.ts.
 */
export function settingsFolder({
  resolution,
  contourLength,
}: Pick<Settings, "resolution" | "contourLength">): string {
  const isBaseline = contourLength === contourLengths.easy;
  const name = isBaseline ? "curv_baseline" : `curv_contour_length_${contourLength}`;
  return `${resolutionFolder(resolution)}/${name}`;
}

/** The folder of one of the release's sets. */
export const setFolder = ({ resolution, difficulty }: PictureSet): string =>
  settingsFolder({ resolution, contourLength: contourLengths[difficulty] });

export const metadataFolder = "metadata";

/** The one picture of the release that is an empty file, within the folder of its set. */
export const emptyPicture = {
  set: { resolution: 32, difficulty: "easy" },
  file: "imgs/0/sample_172.png",
} as const satisfies { set: PictureSet; file: string };
