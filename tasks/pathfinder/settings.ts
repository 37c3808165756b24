/** Sides of the pictures, in pixels. */
export const resolutions = [32, 64, 128, 256] as const;
export type Resolution = (typeof resolutions)[number];

/** What the generator is told. Lengths are in pixels of the picture unless a comment says otherwise. */
export interface Settings {
  readonly resolution: Resolution;
  /** Width of the frame that no snake may enter. */
  readonly frame: number;
  /** Between the first paddles of the two target snakes. */
  readonly seedDistance: number;
  readonly markerRadius: number;
  /** In paddles. */
  readonly contourLength: number;
  /** Distractor snakes that are tried. */
  readonly distractors: number;
  /** In paddles. */
  readonly distractorLength: number;
  readonly paddleLength: number;
  readonly paddleThickness: number;
  /** Gaps between paddles, one of which is drawn for each picture. */
  readonly margins: readonly number[];
  /** A snake bends by less than a quarter turn divided by this. */
  readonly continuity: number;
  /** Brightness of the target snakes; black is 0, markers are 1. */
  readonly targetContrast: number;
  readonly distractorContrast: number;
}

/** Pixels of the canvas that shapes are drawn on, in each direction, for one of the picture. */
export const antialias = 2;

/** The settings of the benchmark's hard pictures. Tay et al. 2021, arXiv 2011.04006; the release's pathfinder.py. */
export const benchmark: Readonly<Record<Resolution, Settings>> = {
  32: {
    resolution: 32,
    frame: 1,
    seedDistance: 7,
    markerRadius: 1.5,
    contourLength: 14,
    distractors: 5,
    distractorLength: 4,
    paddleLength: 2,
    paddleThickness: 0.5,
    margins: [1],
    continuity: 1,
    targetContrast: 0.75 * 2,
    distractorContrast: 2,
  },
  64: {
    resolution: 64,
    frame: 1,
    seedDistance: 12,
    markerRadius: 2.5,
    contourLength: 14,
    distractors: 5,
    distractorLength: 4,
    paddleLength: 5,
    paddleThickness: 1,
    margins: [1],
    continuity: 1.8,
    targetContrast: 0.8,
    distractorContrast: 0.8,
  },
  128: {
    resolution: 128,
    frame: 1,
    seedDistance: 20,
    markerRadius: 3,
    contourLength: 14,
    distractors: 8,
    distractorLength: 4,
    paddleLength: 5,
    paddleThickness: 1.5,
    margins: [2, 3],
    continuity: 1.8,
    targetContrast: 0.9,
    distractorContrast: 0.9,
  },
  256: {
    resolution: 256,
    frame: 22,
    seedDistance: 27,
    markerRadius: 5,
    contourLength: 14,
    distractors: 7,
    distractorLength: 4,
    paddleLength: 5,
    paddleThickness: 2,
    margins: [3],
    continuity: 1.8,
    targetContrast: 1,
    distractorContrast: 1,
  },
};
