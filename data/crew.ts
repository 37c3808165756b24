import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Example, Split } from "../tasks/index.ts";
import type { Choice } from "./choice.ts";

/** Examples `from` to `to` - 1 of a split. */
export interface Range {
  readonly split: Split;
  readonly from: number;
  readonly to: number;
}

/** Threads that make examples of one choice of data. */
export interface Crew {
  /** The examples of a range, in order. */
  make(range: Range): AsyncIterable<Example>;
  close(): Promise<void>;
}

/** Examples that a thread makes at a time. */
const portion = 32;

/** Starts threads; `null` where this is a source, as in tests: their program must be compiled. */
export function openCrew(choice: Choice, threads: number): Crew | null {
  const program = makerBeside(import.meta.url);
  if (program === null) return null;
  const makers = Array.from({ length: threads }, () => openMaker(program, choice));
  return {
    async *make(range) {
      const ahead: Promise<readonly Example[]>[] = [];
      let turn = 0;
      for (const part of portions(range)) {
        ahead.push(makers[turn++ % threads]!.make(part));
        if (ahead.length === 2 * threads) yield* await ahead.shift()!;
      }
      for (const made of ahead) yield* await made;
    },
    close: async () => {
      await Promise.all(makers.map((maker) => maker.close()));
    },
  };
}

/** The compiled program of a thread beside this module of ours; `null` beside a source. Throws where it is missing. */
export function makerBeside(url: string): string | null {
  if (url.endsWith(".ts")) return null;
  const program = fileURLToPath(new URL("./maker.js", url));
  if (existsSync(program)) return program;
  throw new Error(`threads: ${program} must be there: got no file. Install lra anew.`);
}

/** A thread does one range after the other; its answers come in the order of the questions. */
function openMaker(program: string, choice: Choice) {
  const worker = new Worker(program, { workerData: choice });
  let last: Promise<unknown> = Promise.resolve();
  return {
    make(range: Range): Promise<readonly Example[]> {
      const answer = last.then(() => {
        worker.postMessage(range);
        return once(worker, "message") as Promise<[readonly Example[]]>;
      });
      const made = answer.then(([examples]) => examples);
      made.catch(() => {}); // told to whoever awaits it, or to nobody when the rest is not wanted
      last = made;
      return made;
    },
    close: () => worker.terminate(),
  };
}

function* portions({ split, from, to }: Range): Generator<Range, void, void> {
  for (let start = from; start < to; start += portion) {
    yield { split, from: start, to: Math.min(start + portion, to) };
  }
}
