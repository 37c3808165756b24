import { expect, test } from "vitest";
import { documentLength } from "../../runner/export.ts";
import { splits, type Task, type TaskName, tasks } from "../../tasks/index.ts";
import { generated } from "../support/generated.ts";

/** For each task, options that make it quick. */
const small: Readonly<Record<TaskName, object>> = {
  listops: { minLength: 10, maxLength: 60 },
  text: { medianLength: 300, maxLength: 1000 },
  retrieval: { maxLength: 3000 },
  image: { side: 8, clutter: 0 },
  pathfinder: {},
  pathx: { distractors: 0, contourLength: 4 },
};
const sizes = { trainExamples: 7, validationExamples: 3, testExamples: 5 };

test.each(Object.entries<Task>(tasks))(
  "%s: documents are of the length foretold, or have no token 0",
  (name, task) => {
    const options = { ...small[name as TaskName], ...sizes };
    const length = documentLength(task.view(task.generated.options.parse(options)));
    const dataset = generated(task, options);
    for (const split of splits) {
      const { count, tokens } = dataset.splits[split];
      for (const document of Array.from({ length: count }, (_, i) => tokens(i)).flat()) {
        if (length === null) expect(document).not.toContain(0);
        else expect(document).toHaveLength(length);
      }
    }
  },
);

test("pictures foretell their length, texts do not", () => {
  const foretold = Object.values<Task>(tasks).map((task) =>
    documentLength(task.view(task.generated.options.parse({}))),
  );
  expect(foretold).toEqual([null, null, null, 1024, 1024, 16384]);
});
