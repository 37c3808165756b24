import { mcNemar, median } from "../../records/index.ts";
import { measures } from "./figures.ts";
import type { Finding } from "./finding.ts";

/** A change that most cells share: of the machine, or of what all are made of. */
export interface Shared {
  readonly measure: string;
  /** Median over the cells, positive where it is for the better: a share of the base. */
  readonly gain: number;
  /** Cells that changed in this direction, of so many. */
  readonly cells: number;
  readonly of: number;
}

/** What is less is not told: a share of the base. */
const least = 0.01;

/** Of speed and memory, where more cells went one way than chance would send, by the sign test at this level. */
const level = 0.001;

export function sharedChanges(findings: readonly Finding[]): readonly Shared[] {
  return measures.flatMap(({ name }) => {
    const gains = findings.flatMap(({ measure, word, gain }) =>
      measure === name && word !== "not comparable" ? (gain ?? []) : [],
    );
    const gain = median(gains);
    if (gain === null || Math.abs(gain) < least) return [];
    const cells = gains.filter((one) => Math.sign(one) === Math.sign(gain)).length;
    const isChance = mcNemar(cells, gains.length - cells) >= level;
    return isChance ? [] : [{ measure: name, gain, cells, of: gains.length }];
  });
}
