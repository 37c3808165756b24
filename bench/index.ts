/**
 * Benchmarks of our own parts: `npm run bench` runs all, `npm run bench -- cli overhead` some. What is asked of a figure
 * stands beside it; the exit code does not depend on it, since speed drifts with whatever else the machine does.
 *
 * `npm run bench -- importing --imdb FOLDER --cifar FOLDER` reads public data sets that lie there.
 * `npm run bench -- lengths --lengths 1024,4096 --write docs/measured.json` times all variants for `npm run docs`.
 * `npm run bench -- reading --records FOLDER` times commands on files of 2,000 records like the first there.
 * `npm run bench -- scatter --write bench/scatter.json` runs cells again and again for `npm run bench -- gate`.
 * `npm run bench -- noise --pairs 20 --variants linear --threads 2` takes 45 s a pair.
 * `npm run bench -- peer --peer "/usr/bin/python3 torch_step.py"` times training steps beside another program's.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { median } from "../records/index.ts";
import { variants } from "../variants/index.ts";
import { benchBuild } from "./build.ts";
import { benchCli } from "./cli.ts";
import { benchDepth } from "./depth.ts";
import { benchExponents } from "./exponents.ts";
import { benchFeeding } from "./feeding.ts";
import { benchGate, type Case, gateCases, type RunScatter } from "./gate.ts";
import { benchGenerators } from "./generators.ts";
import { benchImporting } from "./importing.ts";
import { benchLength, type LengthRow } from "./lengths.ts";
import { benchMeasuring } from "./measuring.ts";
import { benchNoise } from "./noise.ts";
import { benchOverhead } from "./overhead.ts";
import { benchPeer, type PeerRatio } from "./peer.ts";
import { benchReading } from "./reading.ts";
import { benchScatter, type Repeated, scatterOf } from "./scatter.ts";
import { figure, targets } from "./targets.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    peer: { type: "string" },
    imdb: { type: "string" },
    cifar: { type: "string" },
    variants: { type: "string" },
    lengths: { type: "string" },
    batch: { type: "string", default: "16" },
    rounds: { type: "string", default: "3" },
    pairs: { type: "string", default: "100" },
    threads: { type: "string", default: "1" },
    runs: { type: "string", default: "8" },
    comparisons: { type: "string", default: "10000" },
    cases: { type: "string" },
    records: { type: "string" },
    write: { type: "string" },
    help: { type: "boolean", short: "h", default: false },
  },
});

const runs = Number(values.runs);

const benches: Readonly<Record<string, () => Promise<void> | void>> = {
  cli: () => {
    for (const { command, medianMs, timesBareNode } of benchCli()) {
      const taken = figure(medianMs, 0, "ms", targets.commandMs[command]);
      console.log(`${command}: ${taken}, ${figure(timesBareNode, 2, "times a bare Node")}`);
    }
  },
  build: () => {
    const { nodes, bytes, ms } = benchBuild();
    const taken = figure(ms, 0, "ms", targets.buildMs);
    console.log(`release ListOps training graph: ${nodes} nodes, ${bytes} bytes, ${taken}`);
  },
  generators: () => {
    for (const { task, examples, ms, perSecond } of benchGenerators()) {
      const speed = figure(perSecond, 1, "a second", targets.generatedPerSecond[task]);
      console.log(
        `${task} made here: ${examples} examples in ${figure(ms / 1000, 1, "s")}, ${speed}`,
      );
    }
  },
  feeding: async () => {
    const fed = await benchFeeding(2);
    const first = figure(fed.firstBatchMs, 0, "ms", targets.firstBatchMs);
    const times = figure(fed.times, 0, "trainings fed at a time", targets.timesFed);
    console.log(`first batch from the cache: ${first}`);
    console.log(
      `loader, batch 32, n 1024: ${times}: ${figure(fed.batchMs, 2, "ms")} a batch against ` +
        `${figure(fed.stepMs, 0, "ms")} a step of ${fed.variant}`,
    );
  },
  importing: async () => {
    for (const [task, path] of [
      ["text", values.imdb],
      ["image", values.cifar],
    ] as const) {
      if (!path) console.log(`importing ${task}: skipped: give --imdb or --cifar FOLDER`);
      else {
        const taken = figure(await benchImporting(task, path), 1, "s", targets.importSeconds[task]);
        console.log(`importing ${task}: ${taken}`);
      }
    }
  },
  reading: async () => {
    if (!values.records) console.log("reading: skipped: give --records FOLDER, of a nightly run");
    else {
      for (const { command, seconds, peakMiB } of await benchReading(
        values.records,
        Number(values.rounds),
      )) {
        const asked = targets.reading[command]!;
        console.log(
          `${command} of files of 2,000 records: ${figure(seconds, 2, "s", asked.seconds)}, ${figure(peakMiB, 0, "MiB", asked.peakMiB)}`,
        );
      }
    }
  },
  overhead: async () => {
    for (const { variant, medianStepMs, shareInRun } of await benchOverhead(2)) {
      const inside = figure(
        100 * shareInRun,
        2,
        "% of training inside session.run",
        targets.percentInRun,
      );
      console.log(`${variant}, batch 16, n 512: ${inside}, step ${figure(medianStepMs, 0, "ms")}`);
    }
  },
  peer: () => {
    if (!values.peer) {
      console.log(
        'peer: skipped: give --peer "COMMAND", the program to compare training steps with',
      );
      return;
    }
    const [batch, rounds] = [Number(values.batch), Number(values.rounds)];
    for (const length of lengthsOr([512, 1024, 2048])) {
      for (const variant of variantsOr(["softmax", "linear", "local"])) {
        const size = { variant, batch, length, rounds };
        console.log(peerLine(benchPeer(values.peer.split(" "), size)));
      }
    }
  },
  lengths: () => {
    const names = variantsOr(Object.keys(variants));
    const all = lengthsOr([4096]).flatMap((length) => {
      const rows = benchLength(names, { length, rounds: Number(values.rounds) });
      for (const row of rows) console.log(lengthLine(row));
      return rows;
    });
    if (values.write) writeMeasured(values.write, all);
  },
  depth: () => {
    const { shallow, deep, ratio } = benchDepth("reformer", 2048);
    const grown = figure(ratio, 2, "of the memory of 2 layers", targets.depth);
    console.log(
      `reformer, batch 8, n 2048, 12 layers, over a bare process: ${grown}: ${deep} MiB against ${shallow} MiB`,
    );
  },
  measuring: async () => {
    for (const row of await benchMeasuring(variantsOr(["softmax", "linear"]), 2)) {
      const percent = (100 * row.timingMs) / row.cellMs;
      const share = figure(percent, 1, "% of the cell's time", targets.percentMeasuring);
      console.log(
        `measuring ${row.variant}, nightly ListOps: ${share}: ` +
          `${figure(row.timingMs / 1000, 1, "s")} of ${figure(row.cellMs / 1000, 1, "s")}`,
      );
    }
  },
  exponents: async () => {
    for (const { variant, growth } of await benchExponents(variantsOr(["softmax", "linear"]))) {
      const { exponent, interval } = growth;
      const power = figure(exponent, 2, "is the power of n", targets.exponents[variant]);
      const range = interval && `, 95 % ${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}`;
      const lengths = growth.lengths.join(", ");
      console.log(`time of training ${variant}, batch 1, n ${lengths}: ${power}${range ?? ""}`);
    }
  },
  noise: () => {
    const [pairs, threads] = [Number(values.pairs), Number(values.threads)];
    const share = (count: number) => (100 * count) / pairs;
    for (const variant of variantsOr(["softmax"])) {
      const noise = benchNoise({ variant, threads }, pairs, 0.05);
      const off = (all: readonly number[]) => share(all.filter((apart) => apart > 0.03).length);
      const relative = figure(off(noise.relative), 1, "% over 3 % apart", targets.percentOff);
      const found = figure(share(noise.found), 1, "% found slower", targets.percentFound);
      const imagined = figure(share(noise.imagined), 1, "%");
      console.log(
        `${variant}, ${threads} threads, ${pairs} pairs of one cell beside a neighbour: ` +
          `relative speeds ${relative}, at worst ${percent(Math.max(...noise.relative))}; ` +
          `step times ${figure(off(noise.absolute), 1, "%")}, at worst ${percent(Math.max(...noise.absolute))}`,
      );
      console.log(
        `${variant}, ${threads} threads, ${pairs} pairs with one made ${percent(noise.slowdown)} slower by ${noise.products} products: ` +
          `${found}; of the pairs of one cell ${imagined} by the same rule`,
      );
    }
  },
  scatter: async () => {
    const names = variantsOr(["softmax", "linear", "local", "performer"]);
    const cells = await benchScatter(names, runs, 2);
    for (const cell of cells) {
      const { speed, memory, round } = scatterOf(cell);
      console.log(
        `scatter of ${cell.variant}, nightly ListOps, ${runs} runs: relative speed ${percent(speed)}, its rounds ${percent(round)}; memory ${percent(memory)}`,
      );
    }
    if (values.write)
      writeFileSync(values.write, `${JSON.stringify({ machine, cells }, null, 2)}\n`);
  },
  gate: () => {
    const happened = (values.cases?.split(",") ?? gateCases) as readonly Case[];
    const comparisons = Number(values.comparisons);
    for (const [name, scatter] of Object.entries(scatters())) {
      for (const [seeds, nights] of [
        [1, 1],
        [3, 1],
        [3, 5],
      ] as const) {
        for (const one of happened) {
          const share = 100 * benchGate(one, { comparisons, seeds, nights }, scatter);
          const target = one === "nothing" ? targets.falseAlarms : targets.changesFound;
          console.log(
            `gate, ${name}, ${comparisons} comparisons of 60 cells, seeds ${seeds}, nights of the base ${nights}: ` +
              `${one}: ${figure(share, 2, "% called worse", target)}`,
          );
        }
      }
    }
  },
};

/**
 * What `scatter` measured of cells, in bench/scatter.json; twice their speeds; and nights that differ besides.
 * Accuracy: 18 trainings of `quick` on one thread and on two.
 */
function scatters(): Readonly<Record<string, RunScatter>> {
  const { cells } = JSON.parse(readFileSync("bench/scatter.json", "utf8")) as { cells: Repeated[] };
  const kindsOf = (times: number) =>
    cells.map((cell) => ({
      speed: times * scatterOf(cell).speed,
      runs: cell.runs.map(({ speeds }) => speeds),
    }));
  const memory = median(cells.map((cell) => scatterOf(cell).memory))!;
  const measured = { kinds: kindsOf(1), night: 0, memory, accuracy: 0.0015 };
  return {
    "scatter as measured": measured,
    "speeds of twice that": { ...measured, kinds: kindsOf(2) },
    "nights that differ by 3 % besides": { ...measured, night: 0.03 },
  };
}

const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} cores`;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** For docs/: the rows, and the machine in words. */
function writeMeasured(file: string, rows: readonly LengthRow[]): void {
  writeFileSync(file, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
}

const lengthsOr = (usual: readonly number[]): readonly number[] =>
  values.lengths?.split(",").map(Number) ?? usual;

const variantsOr = (usual: readonly string[]): readonly string[] =>
  values.variants?.split(",") ?? usual;

/** Whose papers claim n²; the others are asked to beat softmax at 4096 tokens. */
const quadratic = ["softmax", "synthesizer", "mgk"];

function lengthLine(row: LengthRow): string {
  const isAsked = !quadratic.includes(row.variant) && row.length >= 4096;
  const asked = isAsked ? targets.ofSoftmax : undefined;
  return (
    `${row.variant}, batch 1, n ${row.length}: ${row.stepMs.toFixed(0)} ms, ` +
    `${figure(row.timeOfSoftmax, 2, "of softmax's time", asked)}; ` +
    `${row.peakMiB} MiB, ${figure(row.memoryOfSoftmax, 2, "of its memory", asked)}`
  );
}

function peerLine(ratio: PeerRatio): string {
  const { variant, batch, length, ourMs, peerMs, ourMiB, peerMiB } = ratio;
  const speed = figure(ratio.times, 2, "times as fast", targets.timesPeer[variant]);
  const memory = figure(ratio.memory, 2, "of the memory", targets.shareOfPeer[length]);
  const byRound = ratio.timesByRound.map((times) => times.toFixed(2)).join(" ");
  return (
    `${variant}, batch ${batch}, n ${length}: ${speed}: ${ourMs.toFixed(0)} ms against ${peerMs.toFixed(0)} ms; ` +
    `fastest samples ${ratio.timesFastest.toFixed(2)}; by round ${byRound}; ` +
    `${memory}: ${ourMiB} MiB against ${peerMiB} MiB`
  );
}

const known = Object.keys(benches);
const asked = positionals.length > 0 ? positionals : known;
const strange = asked.find((name) => !known.includes(name));
if (values.help)
  console.log(`npm run bench -- NAME…: ${known.join(", ")}. bench/index.ts says more.`);
else if (strange !== undefined) {
  console.error(`bench: unknown name "${strange}". Known: ${known.join(", ")}.`);
  process.exitCode = 2;
} else for (const name of asked) await benches[name]!();
