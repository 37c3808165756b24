import { classesOf } from "../data/index.ts";
import { type Record, type Result, wilson } from "../records/index.ts";
import type { Resolved } from "./resolve.ts";

/** What an exported model says of itself, by name; lists and objects as JSON. What is not known is left out. */
export type Label = Readonly<{ [name: string]: string }>;

/** Where a model comes from, how well it does, how it is fed. `batch` is that of the exported graph. */
export function label(
  record: Record,
  result: Result,
  { task, choice, variantOptions, data }: Resolved,
  batch: number,
): Label {
  const { cell, selection, versions, fingerprints, deviation, remarks, commit } = record;
  const { correct, examples, step } = result[selection];
  const { length, towers, classes } = data;
  const shape = (towers === 1 ? [batch, length] : [batch, towers, length]).join(", ");
  const licence = choice.source === "imported" ? task.imported?.licence : task.licence;
  const differences = [...(deviation === null ? [] : [deviation]), ...remarks];
  return {
    cell: cell.id,
    task: cell.task,
    taskOptions: JSON.stringify({ source: choice.source, ...choice.options }),
    variant: cell.variant,
    variantOptions: JSON.stringify(variantOptions),
    protocol: cell.protocol,
    overrides: JSON.stringify(cell.overrides),
    length: String(length),
    seed: String(cell.seed),
    ...(cell.control ? { control: cell.control } : {}),
    weights: `${selection}, after step ${step}`,
    accuracy: JSON.stringify({ correct, examples, ...wilson(correct, examples) }),
    input: `tokens, int32 [${shape}]: documents, cut at ${length} tokens or filled up with 0`,
    encoding: task.encoding,
    output: `logits, float32 [${batch}, ${classes}]: the greatest of a row is its class`,
    classes: JSON.stringify(classesOf(choice)),
    ...(differences.length === 0 ? {} : { data: differences.join("; ") }),
    ...(licence === undefined ? {} : { dataLicence: licence }),
    ...(fingerprints.data === null ? {} : { dataFingerprint: fingerprints.data }),
    ...(fingerprints.graph === null ? {} : { graphFingerprint: fingerprints.graph }),
    versions: JSON.stringify(versions),
    ...(commit === null ? {} : { commit }),
    trainedAt: record.startedAt,
  };
}

/** The same for people, in a few lines. */
export function docOf({ variant, task, cell, accuracy, input, encoding, output }: Label): string {
  const { correct, examples } = JSON.parse(accuracy!) as { correct: number; examples: number };
  return [
    `${variant} trained on ${task}, cell ${cell}: ${correct} of ${examples} test examples right.`,
    `In: ${input}. Token ids: ${encoding}.`,
    `Out: ${output}.`,
  ].join("\n");
}
