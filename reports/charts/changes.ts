import type { Cell } from "../../records/index.ts";
import {
  type Comparison,
  type Finding,
  variantsOf,
  verdictText,
  type Word,
} from "../compare/index.ts";
import { shortened } from "./captions.ts";
import { type Dataset, type Picture, titled } from "./picture.ts";

/** More lines than these are not read. */
const mostLines = 40;

/** A change with its interval. */
type Change = Finding & { readonly gain: number };

/** What changed from base to candidate, a line a figure of a cell, worst first, those of noise and of counts alike. */
export function changesPicture({ findings }: Comparison): Picture {
  const changes = findings
    .filter((finding): finding is Change => finding.gain !== null && isTold(finding))
    .sort((a, b) => a.gain - b.gain);
  const shown = mostTelling(changes);
  const lines = shown.map((_, line) => line);
  const ends = shown.flatMap(({ gain, interval }) => [gain, ...Object.values(interval ?? {})]);
  const reach = 5 * Math.ceil(20 * Math.max(0.01, ...ends.map(Math.abs)));
  return {
    title: "changes from base to candidate",
    notes: [
      "point: change, to the right for the better · bar: 95 % interval · red: worse · green: improved · grey: neither",
      ...(shown.length < changes.length
        ? [`${shown.length} of ${changes.length} shown, those furthest from no change`]
        : []),
    ],
    datasets: [
      zero(shown.length),
      ...shown.flatMap((change, line) => [barOf(change, line), pointOf(change, line)]),
    ],
    lines: shown.length,
    scales: {
      x: { type: "linear", min: -reach, max: reach, title: titled("better by, %") },
      y: {
        type: "linear",
        min: -0.5,
        max: Math.max(0.5, shown.length - 0.5),
        values: lines,
        labels: shown.map(labelOf),
        reverse: true,
        grid: { display: false },
        title: titled(""),
      },
    },
    captions: [],
  };
}

/** Counts that stayed the same say nothing. */
const isTold = ({ p, word }: Finding): boolean => p !== null || word !== "same";

/** Of a long list both ends. */
function mostTelling(changes: readonly Change[]): readonly Change[] {
  const furthest = changes.toSorted((a, b) => Math.abs(b.gain) - Math.abs(a.gain));
  const kept = new Set(furthest.slice(0, mostLines));
  return changes.filter((change) => kept.has(change));
}

const colors: { readonly [word in Word]: string } = {
  worse: "#c0392b",
  improved: "#1e8449",
  same: "#8a8f96",
  undecided: "#8a8f96",
  "not comparable": "#8a8f96",
};

const zero = (lines: number): Dataset => ({
  ...line("#888888"),
  data: [-0.5, Math.max(0.5, lines - 0.5)].map((y) => ({ x: 0, y })),
  borderDash: [6, 5],
});

const barOf = ({ interval, gain, word }: Change, y: number): Dataset => ({
  ...line(colors[word]),
  data: [interval?.low ?? gain, interval?.high ?? gain].map((share) => ({ x: 100 * share, y })),
});

const line = (borderColor: string): Dataset => ({
  type: "line",
  data: [],
  borderColor,
  borderWidth: 2,
  pointRadius: 0,
  pointHitRadius: 0,
});

const pointOf = (change: Change, y: number): Dataset => ({
  type: "bubble",
  data: [{ x: 100 * change.gain, y, r: 5, facts: [factOf(change)] }],
  clip: false,
  borderColor: colors[change.word],
  borderWidth: 2,
  backgroundColor: colors[change.word],
});

const factOf = (change: Change): string => `${nameOf(change)}: ${verdictText(change)}`;

const nameOf = ({ match, measure }: Finding): string =>
  named(match.record.cell, variantsOf(match), measure);

/** The same with a variant of at most `mostLetters`: a longer one would leave the chart no room. */
function labelOf({ match, measure }: Finding): string {
  const { cell } = match.record;
  const variant = shortened(variantsOf(match), mostLetters, (text) => [...text].length);
  return named(cell, variant, measure);
}

const mostLetters = 28;

const named = ({ task, length }: Cell, variant: string, measure: string): string =>
  `${task} ${length} ${variant}: ${measure}`;
