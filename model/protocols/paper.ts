/**
 * The sizes that the paper gives: Tay et al. 2021, arXiv 2011.04006, appendix A. What it leaves open is as in `release`.
 *
 * The paper's learning rates for images and Pathfinder (0.01) and for Retrieval (0.5) are reported not to train; they
 * are kept, since that is what the name means.
 */
import type { Protocol, Recipe } from "../protocol.ts";
import type { Architecture } from "../spec.ts";
import { release } from "./release.ts";

/** A released recipe with the paper's own numbers: of what is published for a variant only its options stay. */
function revised(task: string, widths: Partial<Architecture>, learningRate?: number): Recipe {
  const { architecture, optimiser, variants, ...rest } = release.tasks[task]!;
  return {
    ...rest,
    architecture: { ...architecture, ...widths },
    optimiser: { ...optimiser, ...(learningRate ? { learningRate } : {}) },
    variants: Object.fromEntries(
      Object.entries(variants).map(([name, { options = {} }]) => [name, { options }]),
    ),
  };
}

const large = {
  layers: 6,
  heads: 8,
  features: 512,
  headFeatures: 512,
  hidden: 2048,
  classifier: [2048],
};

export const paper: Protocol = {
  summary: "the sizes given in the benchmark's paper",
  source: "arXiv 2011.04006, appendix A",
  selection: "last",
  timingMs: 10_000,
  seeds: [0],
  tasks: {
    listops: revised("listops", large),
    text: { ...revised("text", large), length: 4000 },
    retrieval: revised("retrieval", { towers: "interaction" }, 0.5),
    image: revised(
      "image",
      { layers: 3, heads: 4, features: 64, headFeatures: 64, hidden: 128, classifier: [128] },
      0.01,
    ),
    pathfinder: revised(
      "pathfinder",
      { layers: 4, heads: 8, features: 128, headFeatures: 128, hidden: 128, classifier: [128] },
      0.01,
    ),
    pathx: revised(
      "pathx",
      { layers: 4, heads: 8, features: 128, headFeatures: 128, hidden: 128, classifier: [128] },
      0.01,
    ),
  },
};
