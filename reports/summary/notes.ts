import { trainingUnknown } from "../board/index.ts";
import { whyNot } from "../outcome.ts";
import type { PublishedTable } from "../published/index.ts";
import { bestMark } from "./cells.ts";
import { isClosed } from "./parity.ts";
import type { Summary } from "./summary.ts";

/** What a reader must know beside a summary's numbers. */
export const notesOf = (
  summary: Summary,
  published: readonly PublishedTable[],
): readonly string[] => [
  `±: how far the 95 % interval of the mean over seeds reaches, on its longer side. ${bestMark}: the best of its column, or not told apart from it.`,
  ...averages(summary),
  ...remarksOf(summary),
  ...published.map(({ source, caveat }, i) => `[${i + 1}] ${source}: ${caveat}.`),
  ...(published.length === 0 ? [] : [publishedNote]),
];

/** The part of it that is of these records, and not of how to read a summary. */
export const remarksOf = (summary: Summary): readonly string[] => [
  ...seeds(summary),
  ...parity(summary),
  ...mixture(summary),
  ...failures(summary),
];

const publishedNote =
  "Published numbers are of the benchmark's own data, printed without intervals, on other hardware and by other code: they take no part in ranks.";

function seeds({ boards, lines }: Summary): readonly string[] {
  const single = boards.filter((board) => board.seeds === 1).map(({ task }) => task);
  const where = single.length === boards.length ? "" : ` on ${single.join(", ")}`;
  const fewer = lines.flatMap(({ name, entries }) =>
    entries.flatMap((entry, at) => {
      const { task, seeds } = boards[at]!;
      const count = entry?.row.records.length ?? seeds;
      return count < seeds ? [`${name} has ${count} of ${seeds} seeds on ${task}`] : [];
    }),
  );
  return [
    ...(single.length > 0 ? [trainingUnknown(where)] : []),
    ...(fewer.length > 0 ? [`${fewer.join("; ")}.`] : []),
  ];
}

function averages({ boards, lines }: Summary): readonly string[] {
  if (boards.length === 1) return [];
  const isPartial = lines.some(({ average }) => average === null);
  return [
    "#: the 95 % interval of the average's rank; P(first): how likely it is that no other average is better.",
    ...(isPartial
      ? ["An average needs a number on every task: those of fewer do not compare."]
      : []),
  ];
}

function parity({ withoutSoftmax, lines }: Summary): readonly string[] {
  const over = lines.filter(({ parity }) => parity !== null && !isClosed(parity));
  const names = over.map(({ name }) => name).join(", ");
  return [
    ...(withoutSoftmax.length > 0
      ? [
          `No softmax on ${withoutSoftmax.join(", ")}: sizes have nothing to be compared with there.`,
        ]
      : []),
    ...(names ? [`Open board only, with over 10 % more parameters than softmax: ${names}.`] : []),
  ];
}

const mixture = ({ boards }: Summary): readonly string[] =>
  boards
    .filter(({ mixed }) => mixed.length > 0)
    .map(
      ({ task, mixed }) =>
        `Compare with care, rows of ${task} were not measured alike: ${mixed.join("; ")}.`,
    );

function failures({ boards, lines }: Summary): readonly string[] {
  return lines.flatMap(({ name, entries }) =>
    entries.flatMap((entry, at) => {
      const reasons = (entry?.row.records ?? []).map(({ outcome }) => whyNot(outcome));
      const said = new Set(reasons.filter((why) => why !== null));
      return [...said].map((why) => `${name} on ${boards[at]!.task}: ${why}`);
    }),
  );
}
