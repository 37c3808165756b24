/** A thread that makes examples: gets ranges of them, sends them back made. Started by crew.ts, from dist/. */
import { parentPort, workerData } from "node:worker_threads";
import { type Choice, taskOf } from "./choice.ts";
import { madeHere, type Range } from "./range.ts";

const choice = workerData as Choice;
const generation = taskOf(choice).generated.plan(choice.options);

parentPort!.on("message", (range: Range) => parentPort!.postMessage(madeHere(generation, range)));
