import { rowName } from "../board/index.ts";
import { bytes, missing, orMissing } from "../format.ts";
import type { Head, Sheet, Tone } from "../sheet.ts";
import type { Crossover } from "./crossover.ts";
import type { Growth } from "./growth.ts";
import type { Line, Timely } from "./line.ts";
import { marked, markNote } from "./mark.ts";
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
      tone: toneOf(line),
    })),
    notes: notesOf(scaling),
  };
}

function toneOf(line: Line): Tone {
  if (line.exponents.train === null) return "missing";
  return isDoubtful(line) ? "doubtful" : "plain";
}

const isDoubtful = ({ exponents, crossover }: Line): boolean =>
  [exponents.train, exponents.evaluate, crossover.train, crossover.evaluate].some(
    (found) => found?.isStable === false,
  );

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

const ofTrain = ({ exponents }: Line): string => timeText(exponents.train);
const ofInference = ({ exponents }: Line): string => timeText(exponents.evaluate);

const timeText = (fit: Timely<Growth> | null): string =>
  orMissing(fit, (fit) => marked(fitText(fit), fit));

const longestColumn = (maxMemoryBytes: number): Column => ({
  title: `longest in ${bytes(maxMemoryBytes)}`,
  isNumber: true,
  goes: null,
  text: ({ longest, points }) => {
    if (longest !== null) return String(longest);
    const isKnown = points.some(
      ({ outcome, peakRssBytes }) => outcome === "oom" || peakRssBytes.train !== null,
    );
    return isKnown ? "none" : missing;
  },
});

/** An interval so wide tells no linear law from a quadratic one. */
const uselessWidth = 1;

const isUseless = ({ interval }: Growth): boolean =>
  interval !== null && interval.high - interval.low >= uselessWidth;

/** `1.93 (1.85–2.01)`, without an interval of two lengths; `unclear (0.62–1.97)`. */
const fitText = (fit: Growth | null): string =>
  orMissing(fit, (fit) => {
    const { exponent, interval } = fit;
    if (interval === null) return exponent.toFixed(2);
    const { low, high } = interval;
    const known = isUseless(fit) ? "unclear" : exponent.toFixed(2);
    return `${known} (${low.toFixed(2)}–${high.toFixed(2)})`;
  });

const crossoverText = (crossover: Timely<Crossover> | null): string =>
  orMissing(crossover, (crossover) => marked(fromText(crossover), crossover));

/** `always`, `712`, `beyond 4096`. */
export function fromText(crossover: Crossover): string {
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
  const isKnown = lines.some(
    (line) => fitsOf(line).length > 0 || (line.crossover.train ?? line.crossover.evaluate) !== null,
  );
  return [
    ...(isKnown ? growthNotes(lines) : ["No growth: that takes two lengths that were measured."]),
    ...(maxMemoryBytes === null
      ? []
      : [
          `Longest in ${bytes(maxMemoryBytes)}: of the measured lengths, the greatest whose peak resident memory in training stays within it.`,
        ]),
  ];
}

function growthNotes(lines: readonly Line[]): string[] {
  const hasSoftmax = lines.some(({ variant }) => variant === "softmax");
  return [
    ...fitNotes(lines),
    ...(lines.some(isDoubtful) ? [markNote] : []),
    "The claim is of mixing alone; the times are of the whole model, whose other parts grow with n.",
    hasSoftmax
      ? "Faster than softmax from this length on: between measured lengths interpolated on logarithmic axes."
      : "Faster than softmax: not known, since softmax is not among them.",
  ];
}

/** Which lengths went into the exponents, together for those that have the same; what has an interval. */
function fitNotes(lines: readonly Line[]): string[] {
  const names = new Map<string, string[]>();
  const fits = lines.flatMap(fitsOf);
  for (const { name, fit } of fits) {
    const lengths = fit.lengths.join(", ");
    names.set(lengths, [...(names.get(lengths) ?? []), name]);
  }
  if (fits.length === 0) return [];
  const fitted = [...names].map(([lengths, of]) => `${lengths} (${of.join(", ")})`).join("; ");
  const hasInterval = fits.some(({ fit }) => fit.interval !== null);
  const hasNone = fits.some(({ fit }) => fit.interval === null);
  return [
    `Exponents are of time, or memory, for an example, fitted over the upper lengths: ${fitted}.`,
    ...(hasInterval ? ["In brackets: the exponent's 95 % interval."] : []),
    ...(fits.some(({ fit }) => isUseless(fit))
      ? ["unclear: the interval is too wide to tell a linear law from a quadratic one."]
      : []),
    ...(hasNone ? ["An exponent of two lengths has no interval."] : []),
  ];
}

/** Those of a line; that of its tensors has a name of its own where it has other lengths. */
function fitsOf(line: Line): readonly { readonly name: string; readonly fit: Growth }[] {
  const { train, evaluate, memory } = line.exponents;
  const [time, name] = [train ?? evaluate, rowName(line)];
  const isAlike = time?.lengths.join() === memory?.lengths.join();
  return [
    ...(time ? [{ name, fit: time }] : []),
    ...(memory && !isAlike ? [{ name: `tensors of ${name}`, fit: memory }] : []),
  ];
}
