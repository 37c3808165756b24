import { benchmark, external } from "./benchmark.ts";
import { attention, stateSpaces } from "./later.ts";
import { nystromformer, skyformer } from "./small.ts";
import type { PublishedTable } from "./table.ts";

/** Accuracies on the benchmark that were published, oldest first. Numbers that could not be checked are not here. */
export const published: readonly PublishedTable[] = [
  benchmark,
  external,
  nystromformer,
  skyformer,
  attention,
  stateSpaces,
];
