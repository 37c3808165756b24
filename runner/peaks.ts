import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Record, recordSchema } from "../records/index.ts";
import type { SessionOptions } from "./session.ts";

/** Most that a machine was seen to do on a device: FLOP/s of matrix products, bytes/s of copies. */
export type Peaks = NonNullable<Record["provider"]["peaks"]>;
type Try = Peaks["tries"][number];

const peaksSchema = recordSchema.shape.provider.shape.peaks.unwrap().unwrap();

const probe = fileURLToPath(new URL("./peaks-probe.js", import.meta.url));

/** A device that has not shown them by then is too slow for it. */
const patienceMs = 60_000;

/**
 * Tries it for some seconds, in a process of its own that holds no memory afterwards. `null` where it cannot be tried.
 * `program` is what is run.
 */
export const measurePeaks = (
  { device, threads }: Pick<SessionOptions, "device" | "threads">,
  program = probe,
): Promise<Peaks | null> =>
  new Promise((resolve) => {
    const options = { timeout: patienceMs, killSignal: "SIGKILL" } as const;
    // Whoever printed them may crash when its driver is torn down.
    execFile(process.execPath, [program, device, String(threads)], options, (_, stdout) =>
      resolve(peaksIn(stdout)),
    );
  });

/** The best of several tries, each of both: one of them alone may meet a neighbour. */
export async function bestOf(count: number, probe: () => Promise<Try>): Promise<Peaks> {
  const tries: Try[] = [];
  for (let i = 0; i < count; i++) tries.push(await probe());
  return {
    flopsPerSecond: Math.max(...tries.map(({ flopsPerSecond }) => flopsPerSecond)),
    bytesPerSecond: Math.max(...tries.map(({ bytesPerSecond }) => bytesPerSecond)),
    tries,
  };
}

function peaksIn(printed: string): Peaks | null {
  try {
    return peaksSchema.parse(JSON.parse(printed));
  } catch {
    return null;
  }
}

export type MeasurePeaks = typeof measurePeaks;

/** The same, tried once for each device and number of threads. */
export function peaksOnce(measure: MeasurePeaks): MeasurePeaks {
  const known = new Map<string, Promise<Peaks | null>>();
  return (where) => {
    const key = `${where.device} ${where.threads}`;
    const peaks = known.get(key) ?? measure(where);
    known.set(key, peaks);
    return peaks;
  };
}
