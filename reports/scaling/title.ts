import { placeOf } from "../board/index.ts";
import type { Fixed, Scaling } from "./scaling.ts";

/** What the lines have in common: `text · nystromformer · batch 4 · cpu, 2 threads`. */
export function scalingTitle({
  task,
  protocol,
  overrides,
  device,
  threads,
  fixed,
}: Scaling): string {
  return [
    task,
    overrides === "" ? protocol : `${protocol} with ${overrides}`,
    fixedText(fixed),
    `${device}, ${threads} ${threads === 1 ? "thread" : "threads"}`,
  ].join(" · ");
}

export const fixedText = (fixed: Fixed): string =>
  fixed.kind === "batch" ? `batch ${fixed.examples}` : `${fixed.tokens} tokens a batch`;

/** What stands under a title: the machine. */
export const scalingSubtitles = (scaling: Scaling): readonly string[] => [placeOf(scaling)];
