import { orMissing } from "../format.ts";
import { benchmarkTasks, type PublishedTable } from "../published/index.ts";
import type { Sheet } from "../sheet.ts";
import { scoreText } from "./published-rows.ts";

/** A published table as it was printed, for reading beside ours. */
export const publishedSheet = ({ title, source, caveat, rows }: PublishedTable): Sheet => ({
  title: `published: ${title}`,
  subtitles: [source],
  columns: [
    { title: "model", isNumber: false, goes: null },
    ...benchmarkTasks.map((task) => ({ title: task, isNumber: true, goes: null })),
    { title: "average", isNumber: true, goes: null },
    { title: "remark", isNumber: false, goes: 1 },
  ],
  rows: rows.map(({ title, scores, average, note }) => ({
    cells: [title, ...scores.map(scoreText), orMissing(average, scoreText), note ?? ""],
    tone: "plain",
  })),
  notes: [`Not comparable as it stands: ${caveat}.`],
});
