/** A thread that makes examples: gets ranges of them, sends them back made. Started by crew.ts, from dist/. */
import { parentPort, workerData } from "node:worker_threads";
import { type Choice, taskOf } from "./choice.ts";
import type { Range } from "./crew.ts";

const choice = workerData as Choice;
const generation = taskOf(choice).generated.plan(choice.options);
if (!("example" in generation)) throw new TypeError("maker: examples must be made in order.");
const { example } = generation;

parentPort!.on("message", ({ split, from, to }: Range) => {
  parentPort!.postMessage(Array.from({ length: to - from }, (_, i) => example(split, from + i)));
});
