/**
 * A metronome's own process, `node metronome-worker.js DEVICE THREADS`: says that it is ready, then beats once for each
 * message and answers with the time. Started by metronome-apart.ts, from dist/.
 */
import type { DeviceName } from "./devices.ts";
import { openMetronome } from "./metronome.ts";

// Ctrl-C goes to every process of the terminal; this one ends with the one that it beats for.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit());

const [device, threads] = process.argv.slice(2);
const metronome = await openMetronome({ device: device as DeviceName, threads: Number(threads) });
process.on("message", async () => {
  const { ms, inRunMs } = await metronome.beat();
  process.send?.({ ms, inRunMs });
});
process.send?.("ready");
