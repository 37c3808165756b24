import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { asciiJson, makeCell, type Record, readRecords } from "../records/index.ts";
import { microseconds } from "../runner/index.ts";
import { type Rng, stream } from "../tasks/index.ts";
import { medianOf } from "./median.ts";

/** What a command takes that reads files of 2,000 records, from starting the process to its end. */
export interface Reading {
  readonly command: string;
  readonly seconds: number;
  readonly peakMiB: number;
}

const count = 2000;
const cli = fileURLToPath(new URL("../cli.js", import.meta.url));

/** `path`: a store whose first record stands for all, under other names and with other times. */
export async function benchReading(path: string, rounds: number): Promise<readonly Reading[]> {
  const [record] = await readRecords([path]);
  if (record === undefined) throw new Error(`--records ${path}: must hold a record: got none.`);
  const folder = mkdtempSync(join(tmpdir(), "lra-reading-"));
  try {
    for (const side of ["base", "next"]) write(join(folder, side), record, stream(0, side));
    const commands = [
      ["compare", "base", "next"],
      ["report", "next", "--format", "html", "--output", "page.html"],
    ];
    const taken = Array.from({ length: rounds }, () =>
      commands.map((args) => timeOf(args, folder)),
    );
    return commands.map((args, i) => ({
      command: `lra ${args[0]}`,
      seconds: medianOf(taken.map((round) => round[i]!.seconds)),
      peakMiB: Math.max(...taken.map((round) => round[i]!.peakMiB)),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(folder: string, record: Record, random: Rng): void {
  mkdirSync(folder);
  const lines = Array.from(
    { length: count },
    (_, i) => `${asciiJson(JSON.stringify(like(record, i, random)))}\n`,
  );
  writeFileSync(join(folder, "records.jsonl"), lines.join(""));
}

/** Six tasks, three seeds, and as many variants as it takes. */
function like(record: Record, number: number, random: Rng): Record {
  const seed = number % 3;
  const task = `task ${Math.floor(number / 3) % 6}`;
  const variant = `variant ${Math.floor(number / 18)}`;
  const cell = makeCell({ ...record.cell, task, variant, seed });
  const startedAt = new Date(1000 * Math.floor(1e6 * random.uniform())).toISOString();
  const { outcome } = record;
  if (outcome.kind !== "ok" && outcome.kind !== "chance") return { ...record, cell, startedAt };
  const { throughput } = outcome.result;
  const { train } = throughput ?? {};
  const scale = Math.exp(0.02 * random.normal());
  const timed = train && { ...train, stepMs: train.stepMs.map((ms) => microseconds(scale * ms)) };
  const result = {
    ...outcome.result,
    ...(timed && { throughput: { ...throughput!, train: timed } }),
  };
  return { ...record, cell, startedAt, outcome: { ...outcome, result } };
}

/** Says at its end, as the last line of stderr, what memory the process took at most, KiB. */
const telling = `data:text/javascript,process.on("exit",()=>process.stderr.write("\\n"+process.resourceUsage().maxRSS))`;

function timeOf(args: readonly string[], cwd: string): { seconds: number; peakMiB: number } {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--import", telling, cli, ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0 && status !== 3) throw new Error(`lra ${args.join(" ")}: ${status}: ${stderr}`);
  return { seconds, peakMiB: Number(stderr.split("\n").at(-1)) / 1024 };
}
