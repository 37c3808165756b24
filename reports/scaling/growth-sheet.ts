import { rowName } from "../board/index.ts";
import { bytes, missing, orMissing } from "../format.ts";
import type { Head, Sheet } from "../sheet.ts";
import type { Crossover } from "./crossover.ts";
import type { Growth } from "./growth.ts";
import type { Line } from "./line.ts";
import type { Scaling } from "./scaling.ts";
import { scalingTitle } from "./title.ts";

/** How time and memory grow with length, beside what is claimed; from where on each is faster than softmax. */
export function growthSheet(scaling: Scaling): Sheet {
  const columns = columnsOf(scaling);
  return {
    title: `growth with length n: ${scalingTitle(scaling)}`,
    subtitles: [],
    columns,
    rows: scaling.lines.map((line) => ({
      cells: columns.map(({ text }) => text(line)),
      tone: line.exponents.train === null ? "missing" : "plain",
    })),
    notes: notesOf(scaling),
  };
}

interface Column extends Head {
  readonly text: (line: Line) => string;
}

const columnsOf = ({ maxMemoryBytes }: Scaling): readonly Column[] => [
  { title: "variant", isNumber: false, goes: null, text: rowName },
  { title: "claimed", isNumber: false, goes: 2, text: ({ claim }) => claim?.text ?? missing },
  { title: "claim n^", isNumber: true, goes: null, text: ({ claim }) => claimed(claim) },
  { title: "train time n^", isNumber: true, goes: null, text: ofTrain },
  { title: "infer time n^", isNumber: true, goes: 1, text: ofInference },
  {
    title: "train tensors n^",
    isNumber: true,
    goes: 3,
    text: ({ exponents }) => fitText(exponents.memory),
  },
  {
    title: "trains faster from",
    isNumber: true,
    goes: null,
    text: ({ crossover }) => crossoverText(crossover.train),
  },
  {
    title: "infers faster from",
    isNumber: true,
    goes: 4,
    text: ({ crossover }) => crossoverText(crossover.evaluate),
  },
  ...(maxMemoryBytes === null ? [] : [longestColumn(maxMemoryBytes)]),
];

const claimed = (claim: Line["claim"]): string =>
  orMissing(claim, ({ exponent }) => String(exponent));

const ofTrain = ({ exponents }: Line): string => fitText(exponents.train);
const ofInference = ({ exponents }: Line): string => fitText(exponents.evaluate);

const longestColumn = (maxMemoryBytes: number): Column => ({
  title: `longest in ${bytes(maxMemoryBytes)}`,
  isNumber: true,
  goes: null,
  text: ({ longest }) => (longest === null ? "none" : String(longest)),
});

/** `1.93 (1.85–2.01)`, without an interval of two lengths. */
export const fitText = (fit: Growth | null): string =>
  orMissing(fit, ({ exponent, interval }) => {
    const ends = interval && ` (${interval.low.toFixed(2)}–${interval.high.toFixed(2)})`;
    return `${exponent.toFixed(2)}${ends ?? ""}`;
  });

/** `always`, `712`, `beyond 4096`. */
export function crossoverText(crossover: Crossover | null): string {
  if (crossover === null) return missing;
  switch (crossover.kind) {
    case "always":
      return "always";
    case "from":
      return String(Math.round(crossover.length));
    case "beyond":
      return `beyond ${crossover.length}`;
  }
}

function notesOf(scaling: Scaling): string[] {
  const { lines, maxMemoryBytes } = scaling;
  const hasSoftmax = lines.some(({ variant }) => variant === "softmax");
  return [
    ...fitNotes(lines),
    "The claim is of mixing alone; the times are of the whole model, whose other parts grow with n.",
    hasSoftmax
      ? "Faster than softmax from this length on: between measured lengths interpolated on logarithmic axes."
      : "Faster than softmax: not known, since softmax is not among them.",
    ...(maxMemoryBytes === null
      ? []
      : [
          `Longest in ${bytes(maxMemoryBytes)}: of the measured lengths, the greatest whose peak resident memory in training stays within it.`,
        ]),
  ];
}

/** Which lengths went into the exponents, together for variants that have the same. */
function fitNotes(lines: readonly Line[]): string[] {
  const names = new Map<string, string[]>();
  for (const line of lines) {
    const lengths = (line.exponents.train ?? line.exponents.evaluate)?.lengths.join(", ");
    if (lengths !== undefined) names.set(lengths, [...(names.get(lengths) ?? []), rowName(line)]);
  }
  if (names.size === 0) return [];
  const fitted = [...names].map(([lengths, of]) => `${lengths} (${of.join(", ")})`).join("; ");
  return [
    `Exponents are of time, or memory, for an example, with 95 % intervals, fitted over the upper lengths: ${fitted}.`,
  ];
}
