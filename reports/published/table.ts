/** Test accuracy in percent; `FAIL`: about chance, as the benchmark prints it; `null`: none was published. */
export type PublishedScore = number | "FAIL" | null;

/** The tasks as the benchmark prints them, in its order, by the names that we have for them. */
export const benchmarkTitles: { readonly [task: string]: string } = {
  listops: "ListOps",
  text: "Text",
  retrieval: "Retrieval",
  image: "Image",
  pathfinder: "Pathfinder",
  pathx: "Path-X",
};

export const benchmarkTasks: readonly string[] = Object.keys(benchmarkTitles);

type ByTask = readonly [
  listops: PublishedScore,
  text: PublishedScore,
  retrieval: PublishedScore,
  image: PublishedScore,
  pathfinder: PublishedScore,
  pathx: PublishedScore,
];

/** One model of a published table. */
export interface PublishedRow {
  /** As the source calls it. */
  readonly title: string;
  /** As we call it; `null` where we have no such variant. */
  readonly variant: string | null;
  /** In the order of `benchmarkTasks`. */
  readonly scores: ByTask;
  /** As printed, in percent. */
  readonly average: number | null;
  /** What holds for this row alone. */
  readonly note: string | null;
}

/** Accuracies that others have published. */
export interface PublishedTable {
  readonly title: string;
  readonly source: string;
  /** The protocols of ours that have its sizes and steps. */
  readonly protocols: readonly string[];
  /** What is not comparable about its numbers. */
  readonly caveat: string;
  readonly rows: readonly PublishedRow[];
}

/** A row, its scores in the order of `benchmarkTasks`. */
export const row = (
  title: string,
  variant: string | null,
  scores: ByTask,
  average: number | null = null,
  note: string | null = null,
): PublishedRow => ({ title, variant, scores, average, note });
