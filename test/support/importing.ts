import { makeDataset } from "../../tasks/fingerprint.ts";
import type { Dataset, Example, Importer } from "../../tasks/index.ts";
import { packed } from "../../tasks/packed.ts";

/** Everything that an importer finds in a folder, in memory. */
export async function importAll(
  importer: Importer,
  folder: string,
  options: object = {},
): Promise<Dataset> {
  const { splits } = await importer.open(folder, importer.options.parse(options));
  const train = await collect(splits.train);
  const test = await collect(splits.test);
  const validation = splits.validation ? await collect(splits.validation) : test;
  return makeDataset({ train, validation, test });
}

async function collect(examples: AsyncIterable<Example>) {
  const kept = packed();
  let count = 0;
  for await (const example of examples) {
    kept.add(example);
    count++;
  }
  return kept.examples(0, count);
}
