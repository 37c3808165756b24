/**
 * Benchmarks of our own parts. `npm run bench` runs all, `npm run bench -- cli overhead` some.
 *
 * `npm run bench -- peer --peer "/usr/bin/python3 torch_step.py"` times training steps beside another program's.
 */
import { parseArgs } from "node:util";
import { benchBuild } from "./build.ts";
import { benchCli } from "./cli.ts";
import { benchListops } from "./listops.ts";
import { benchOverhead } from "./overhead.ts";
import { benchPeer } from "./peer.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    peer: { type: "string" },
    variants: { type: "string", default: "softmax,linear,local" },
    lengths: { type: "string", default: "512,1024,2048" },
    rounds: { type: "string", default: "3" },
  },
});

const fixed = (value: number, digits = 2): string => value.toFixed(digits);

const benches: Readonly<Record<string, () => Promise<void> | void>> = {
  cli: () => {
    for (const { command, medianMs, timesBareNode } of benchCli()) {
      console.log(
        `${command}: ${fixed(medianMs, 0)} ms, ${fixed(timesBareNode)} times a bare Node`,
      );
    }
  },
  build: async () => {
    const { nodes, bytes, ms } = await benchBuild();
    console.log(
      `release ListOps training graph: ${nodes} nodes, ${bytes} bytes, ${fixed(ms, 0)} ms`,
    );
  },
  listops: async () => {
    const { examples, ms, examplesPerSecond } = await benchListops();
    console.log(
      `ListOps at benchmark length: ${examples} examples in ${fixed(ms / 1000, 1)} s, ${fixed(examplesPerSecond, 0)} a second`,
    );
  },
  overhead: async () => {
    for (const { variant, medianStepMs, shareInRun } of await benchOverhead(2)) {
      console.log(
        `${variant}, batch 16, n 512: ${fixed(100 * shareInRun)} % of training inside session.run, step ${fixed(medianStepMs, 0)} ms`,
      );
    }
  },
  peer: () => {
    if (!values.peer) {
      console.log(
        'peer: skipped: give --peer "COMMAND", the program to compare training steps with',
      );
      return;
    }
    for (const length of values.lengths.split(",").map(Number)) {
      for (const variant of values.variants.split(",")) {
        const rounds = Number(values.rounds);
        const ratio = benchPeer(values.peer.split(" "), { variant, length, rounds });
        console.log(
          `${variant}, batch 16, n ${length}: ${fixed(ratio.times)} times as fast (${fixed(ratio.ourMs, 0)} ms against ${fixed(ratio.peerMs, 0)} ms; ` +
            `fastest samples ${fixed(ratio.timesFastest)}; by round ${ratio.timesByRound.map((x) => fixed(x)).join(" ")}), ` +
            `${fixed(ratio.memory)} of the memory (${ratio.ourMiB} MiB against ${ratio.peerMiB} MiB)`,
        );
      }
    }
  },
};

const asked = positionals.length > 0 ? positionals : Object.keys(benches);
for (const name of asked) {
  const bench = benches[name];
  if (!bench)
    throw new Error(`unknown bench "${name}". Known: ${Object.keys(benches).join(", ")}.`);
  await bench();
}
