import { makeDataset } from "./fingerprint.ts";
import { packed } from "./packed.ts";
import { type Dataset, type Example, type Generation, type Sizes, splits } from "./task.ts";

/** All examples: train, then validation, then test. */
export function* examplesOf(generation: Generation): Generator<Example, void, void> {
  if ("all" in generation) {
    yield* generation.all();
    return;
  }
  for (const split of splits) {
    for (let i = 0; i < generation.sizes[split]; i++) yield generation.example(split, i);
  }
}

/** The whole data set in memory, for small ones. */
export function generate(generation: Generation): Dataset {
  const kept = packed();
  for (const example of examplesOf(generation)) kept.add(example);
  return makeDataset(inSplits(kept, generation.sizes));
}

function inSplits(
  { examples }: Pick<ReturnType<typeof packed>, "examples">,
  { train, validation, test }: Sizes,
): Dataset["splits"] {
  const testStart = train + validation;
  return {
    train: examples(0, train),
    validation: examples(train, testStart),
    test: examples(testStart, testStart + test),
  };
}
