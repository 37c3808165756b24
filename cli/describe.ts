import { type Cost, cost, type Graph, nodesOf } from "../graph/index.ts";
import { sizeOfModel } from "../model/index.ts";
import type { Cell } from "../records/index.ts";
import { describeCell, type Resolved } from "../runner/index.ts";
import { type Entry, type EntryOption, factsOf, paddingText } from "./catalogue.ts";
import { type Growth, growthLengths, growthOf, growthRefusal, powerText } from "./growth.ts";
import { isEquation, readHeader } from "./header.ts";
import { table } from "./table.ts";

/** A variant in a model: what it is and what it takes, before anything runs. Costs are of one batch. */
export interface ModelFacts extends Omit<Entry, "name" | "claimed" | "options"> {
  readonly variant: string;
  /** Claimed of these options, in the letters of the paper. */
  readonly claimedCost: string;
  readonly options: Readonly<Record<string, OptionFacts>>;
  readonly protocol: string;
  readonly task: string;
  readonly length: number;
  /** With [CLS], padded to what the variant takes a multiple of. */
  readonly paddedLength: number;
  readonly batch: number;
  readonly parameters: number;
  readonly evaluate: GraphFacts;
  readonly train: GraphFacts;
  readonly growth: Growth | null;
  /** Why growth is not known; `null` where it is. */
  readonly growthRefusal: string | null;
}

/** With the variant's default, which is used where neither protocol nor user says otherwise. */
interface OptionFacts extends Omit<EntryOption, "option"> {
  /** As used here. */
  readonly value: unknown;
}

interface GraphFacts extends Cost {
  /** How often each op occurs. */
  readonly ops: Readonly<Record<string, number>>;
}

/** Throws UsageError when the variant refuses the size. */
export function aboutModel(cell: Cell, resolved: Resolved): ModelFacts {
  const { variant, variantOptions, training } = resolved;
  const { train, evaluation, cost } = describeCell(cell, resolved);
  const { claimed: _, options, ...entry } = factsOf(variant, readHeader(cell.variant));
  return {
    variant: cell.variant,
    ...entry,
    multipleOf: variant.multipleOf?.(variantOptions) ?? 1,
    claimedCost: variant.cost(variantOptions).text,
    options: Object.fromEntries(
      options.map(({ option, ...about }) => [option, { value: variantOptions[option], ...about }]),
    ),
    protocol: cell.protocol,
    task: cell.task,
    length: cell.length,
    paddedLength: sizeOfModel(resolved.model).n,
    batch: training.batch,
    parameters: cost.parameters,
    evaluate: graphFacts(evaluation.graph),
    train: graphFacts(train.graph),
    growth: growthOf(variant, variantOptions),
    growthRefusal: growthRefusal(variant, variantOptions),
  };
}

/** The same as text. */
export function modelText(facts: ModelFacts): string {
  const { variant, title, year, paper, claimedCost, protocol, task, length, batch } = facts;
  const { train, evaluate, paddedLength } = facts;
  const padded = paddedLength === length ? "" : ` (${paddedLength} with [CLS] and padding)`;
  const costs = Object.keys(costNames) as (keyof Cost)[];
  const ops = Object.keys({ ...evaluate.ops, ...train.ops }).sort();
  return [
    `${variant}: ${title}, ${year}. ${paper}. Claimed cost ${claimedCost}.`,
    `In place of the Transformer's ${facts.replaces.join(", ")}.`,
    "",
    facts.equation.replaceAll(/^(?=.)/gm, "    "),
    "",
    ...facts.notes.map((note) => (isEquation(note) ? `\n${note}\n` : note)),
    paddingText(facts.multipleOf) || [],
    "",
    optionsText(facts.options),
    "",
    `One batch of ${batch}, length ${length}${padded}, protocol ${protocol}, task ${task}:`,
    "",
    table(
      costs.map((name) => ({
        cost: costNames[name],
        evaluate: evaluate[name],
        train: train[name],
      })),
      false,
    ),
    "",
    table(
      ops.map((op) => ({ op, evaluate: evaluate.ops[op] ?? 0, train: train.ops[op] ?? 0 })),
      false,
    ),
    "",
    growthText(facts),
  ]
    .flat()
    .join("\n");
}

function growthText({ growth, growthRefusal }: ModelFacts): string {
  const lengths = growthLengths.join(" to ");
  return growth === null
    ? `How a training step grows from ${lengths} tokens is not known: ${growthRefusal}`
    : `A training step grows from ${lengths} tokens as ${powerText(growth.flops)} in FLOPs and ` +
        `${powerText(growth.peakActivationBytes)} in activation bytes, counted in two layers of 64 features.`;
}

const costNames: { readonly [Name in keyof Cost]: string } = {
  parameters: "parameters",
  flops: "FLOPs",
  bytesMoved: "bytes moved",
  peakActivationBytes: "peak activation bytes",
  inputBytes: "input bytes",
  constantBytes: "constant bytes",
  nodes: "nodes",
};

function optionsText(options: ModelFacts["options"]): string {
  const lines = Object.entries(options).map(([option, facts]) => ({
    option,
    value: JSON.stringify(facts.value),
    default: facts.default === null ? null : JSON.stringify(facts.default),
    values: facts.values,
    about: facts.about,
  }));
  return lines.length === 0 ? "No options." : table(lines, false);
}

function graphFacts(graph: Graph): GraphFacts {
  const ops: Record<string, number> = {};
  for (const { op } of nodesOf(Object.values(graph.outputs))) {
    if (op !== "Custom") ops[op] = (ops[op] ?? 0) + 1; // a change of gradient, and no node
  }
  return { ...cost(graph), ops };
}
