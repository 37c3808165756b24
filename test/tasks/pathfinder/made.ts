import { type Dataset, generate } from "../../../tasks/index.ts";
import { pathfinder } from "../../../tasks/pathfinder/index.ts";

const few = { trainExamples: 10, validationExamples: 3, testExamples: 4 };

/** A small data set of the generator with these options. */
export const made = (options: object): Dataset =>
  generate(pathfinder.generated.plan(pathfinder.generated.options.parse({ ...few, ...options })));
