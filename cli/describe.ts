import { z } from "zod";
import { type Cost, cost, type Graph, nodesOf } from "../graph/index.ts";
import type { Cell } from "../records/index.ts";
import { describeModel, resolve } from "../runner/index.ts";
import { table } from "./table.ts";

/** A variant in a model: what it is and what it takes, before anything runs. Costs are of one batch. */
export interface ModelFacts {
  readonly variant: string;
  readonly title: string;
  readonly year: number;
  readonly paper: string;
  /** Claimed, in the letters of the paper. */
  readonly claimedCost: string;
  readonly options: Readonly<Record<string, OptionFacts>>;
  readonly protocol: string;
  readonly task: string;
  readonly length: number;
  readonly batch: number;
  readonly parameters: number;
  readonly evaluate: GraphFacts;
  readonly train: GraphFacts;
}

interface OptionFacts {
  /** As used here. */
  readonly value: unknown;
  /** The paper's. */
  readonly default: unknown;
}

interface GraphFacts extends Cost {
  /** How often each op occurs. */
  readonly ops: Readonly<Record<string, number>>;
}

/** Throws UsageError when the variant refuses the size. */
export function aboutModel(cell: Cell): ModelFacts {
  const resolved = resolve(cell);
  const { variant, variantOptions, training } = resolved;
  const { train, evaluation, cost } = describeModel(resolved);
  return {
    variant: cell.variant,
    title: variant.title,
    year: variant.year,
    paper: variant.paper,
    claimedCost: variant.cost(variantOptions).text,
    options: optionFacts(variant.options, variantOptions),
    protocol: cell.protocol,
    task: cell.task,
    length: cell.length,
    batch: training.batch,
    parameters: cost.parameters,
    evaluate: graphFacts(evaluation.graph),
    train: graphFacts(train.graph),
  };
}

/** The same as text. */
export function modelText(facts: ModelFacts): string {
  const { variant, title, year, paper, claimedCost, protocol, task, length, batch } = facts;
  const { train, evaluate } = facts;
  const costs = Object.keys(costNames) as (keyof Cost)[];
  const ops = Object.keys({ ...evaluate.ops, ...train.ops }).sort();
  return [
    `${variant}: ${title}, ${year}. ${paper}. Claimed cost ${claimedCost}.`,
    "",
    optionsText(facts.options),
    "",
    `One batch of ${batch}, length ${length}, protocol ${protocol}, task ${task}:`,
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
  ].join("\n");
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
  const lines = Object.entries(options).map(([option, { value, default: standard }]) => ({
    option,
    value: JSON.stringify(value),
    default: standard === null ? null : JSON.stringify(standard),
  }));
  return lines.length === 0 ? "No options." : table(lines, false);
}

/** Every option of a schema with its value here and its default; `null` where it has none. */
function optionFacts(
  schema: z.ZodType,
  values: Readonly<Record<string, unknown>>,
): ModelFacts["options"] {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" });
  const defaultOf = (name: string): unknown => {
    const property = properties[name];
    return typeof property === "object" ? (property.default ?? null) : null;
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, default: defaultOf(name) }]),
  );
}

function graphFacts(graph: Graph): GraphFacts {
  const ops: Record<string, number> = {};
  for (const { op } of nodesOf(Object.values(graph.outputs))) {
    if (op !== "Custom") ops[op] = (ops[op] ?? 0) + 1; // a change of gradient, and no node
  }
  return { ...cost(graph), ops };
}
