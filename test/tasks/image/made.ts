import { image } from "../../../tasks/image/index.ts";
import { type Dataset, generate } from "../../../tasks/index.ts";

const few = { trainExamples: 40, validationExamples: 5, testExamples: 5 };

/** A small data set of the generator with these options. */
export const made = (options: object): Dataset =>
  generate(image.generated.plan(image.generated.options.parse({ ...few, ...options })));
