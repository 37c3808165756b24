import { inPercent, missing, orMissing, places } from "../format.ts";
import type { Head } from "../sheet.ts";
import { entryText, excessText, isBest, probability, starred } from "./cells.ts";
import type { Beside } from "./published-rows.ts";
import { coverage, type Line, type Summary } from "./summary.ts";

/** One column of a summary as text. */
export interface Column extends Head {
  readonly text: (line: Line) => string;
  /** The number that the text shows, or shows first; percent where it is a share. */
  readonly value: (line: Line) => number | null;
  /** Whether a line is the best there, told apart from all others. */
  readonly isStrong: (line: Line) => boolean;
  /** The cell of a published row. */
  readonly beside: (row: Beside) => string;
}

/** A summary's columns, left to right. Of one task the average is the task's own, and left out. */
export const columnsOf = ({ boards }: Summary): readonly Column[] => [
  number({
    title: "#",
    text: ({ average }) => orMissing(average?.rank ?? null, places),
    value: ({ average }) => average?.rank?.low ?? null,
  }),
  {
    ...number({ title: "variant", text: ({ name }) => name, beside: ({ name }) => name }),
    isNumber: false,
    tags: {},
  },
  ...boards.map(({ task }, at) =>
    number({
      title: task,
      tags: { task },
      text: ({ entries }) => entryText(entries[at]!),
      value: ({ entries }) => inPercent(entries[at]?.accuracy?.mean),
      isStrong: ({ entries }) => isBest(entries[at]!),
      beside: ({ scores }) => scores[at]!,
    }),
  ),
  ...(boards.length > 1 ? averageColumns(boards.length) : []),
  number({
    title: "P(first)",
    goes: 4,
    text: ({ average }) => orMissing(average?.rank?.first ?? null, probability),
    value: ({ average }) => inPercent(average?.rank?.first),
  }),
  number({
    title: "params vs softmax",
    goes: 1,
    text: ({ parity }) => (parity ? excessText(parity.parameters) : missing),
    value: ({ parity }) => inPercent(parity && parity.parameters.low - 1),
  }),
  number({
    title: "FLOPs vs softmax",
    goes: 3,
    text: ({ parity }) => (parity ? excessText(parity.trainFlops) : missing),
    value: ({ parity }) => inPercent(parity && parity.trainFlops.low - 1),
  }),
];

const averageColumns = (tasks: number): readonly Column[] => [
  number({
    title: "average",
    text: ({ average }) => orMissing(average, (known) => starred(known, known.rank)),
    value: ({ average }) => inPercent(average?.mean),
    isStrong: ({ average }) => average?.rank?.high === 1,
    beside: ({ average }) => average,
  }),
  number({
    title: "tasks",
    goes: 2,
    text: (line) => `${coverage(line)}/${tasks}`,
    value: coverage,
  }),
];

/** A column of numbers, of all tasks unless it is tagged otherwise. */
const number = (given: Pick<Column, "title" | "text"> & Partial<Column>): Column => ({
  isNumber: true,
  goes: null,
  tags: { task: "" },
  value: () => null,
  isStrong: () => false,
  beside: () => "",
  ...given,
});
