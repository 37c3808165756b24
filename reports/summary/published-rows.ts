import { missing } from "../format.ts";
import {
  benchmarkTasks,
  type PublishedRow,
  type PublishedScore,
  type PublishedTable,
} from "../published/index.ts";
import type { Summary } from "./summary.ts";

/** A published row as it stands in a summary. */
export interface Beside {
  /** As its source calls it. */
  readonly title: string;
  /** The same with the number of its source: `Transformer, published [1]`. */
  readonly name: string;
  /** As we call it; `null` where we have no such variant. */
  readonly variant: string | null;
  /** One a board. */
  readonly scores: readonly string[];
  readonly average: string;
  /** Which of the published tables it is from, from 0. */
  readonly source: number;
}

/** The rows of published tables, in the columns of a summary; those that have no number in any of them are left out. */
export function besides(
  { boards }: Pick<Summary, "boards">,
  published: readonly PublishedTable[],
): readonly Beside[] {
  const tasks = boards.map(({ task }) => task);
  return published.flatMap(({ rows }, source) =>
    rows
      .filter((row) => tasks.some((task) => scoreOf(row, task) !== null))
      .map((row) => ({
        title: row.title,
        name: `${row.title}, published [${source + 1}]`,
        variant: row.variant,
        scores: tasks.map((task) => scoreText(scoreOf(row, task))),
        average: covers(tasks, row) ? scoreText(row.average) : missing,
        source,
      })),
  );
}

/** The published tables that have a number for any of a summary's tasks. */
export const tablesFor = (
  summary: Pick<Summary, "boards">,
  published: readonly PublishedTable[],
): readonly PublishedTable[] => published.filter((table) => besides(summary, [table]).length > 0);

const scoreOf = ({ scores }: PublishedRow, task: string): PublishedScore =>
  scores[benchmarkTasks.indexOf(task)] ?? null;

/** Whether a row's average is over tasks that are all in view. */
const covers = (tasks: readonly string[], { scores }: PublishedRow): boolean =>
  benchmarkTasks.every((task, at) => typeof scores[at] !== "number" || tasks.includes(task));

export const scoreText = (score: PublishedScore): string =>
  typeof score === "number" ? score.toFixed(2) : (score ?? missing);
