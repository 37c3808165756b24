/** A process of its own: `node peaks-probe.js DEVICE THREADS` prints as JSON the most that was seen to be done there. */
import { cost, type Graph, ops, type Tensor } from "../graph/index.ts";
import { encode } from "../graph/onnx/index.ts";
import { nowMs } from "./clock.ts";
import type { DeviceName } from "./devices.ts";
import { bestOf, type Peaks } from "./peaks.ts";
import { openSession, read, type SessionOptions } from "./session.ts";

type Where = Pick<SessionOptions, "device" | "threads">;

async function probePeaks(where: Where): Promise<Peaks["tries"][number]> {
  return {
    flopsPerSecond: await peakOf(widths.map(products), where),
    bytesPerSecond: await peakOf(lengths.map(copies), where),
  };
}

/** A graph, and how much of something one run of it does. */
interface Piece {
  readonly graph: Graph;
  readonly amount: number;
}

/** Amount a second of the fastest run of the first piece, from small to large, that is long enough; else of the last. */
async function peakOf(pieces: readonly Piece[], where: Where): Promise<number> {
  for (const [i, { graph, amount }] of pieces.entries()) {
    const fastestMs = await fastest(graph, where, i === pieces.length - 1);
    if (fastestMs !== null) return (1000 * amount) / fastestMs;
  }
  throw new RangeError("peakOf: need at least one piece: got none.");
}

/** A run of at least so long shows what a device can do: of a shorter one, starting it is a part. */
const longEnoughMs = 40;

/** For one try. */
const budgetMs = 150;

/** Milliseconds of the fastest run; `null` of one that is too short, unless it is the last. */
async function fastest(graph: Graph, where: Where, isLast: boolean): Promise<number | null> {
  const session = await openSession(encode(graph), where);
  const run = async () => {
    const since = nowMs();
    const { end } = await session.run({ start: { data: Float32Array.of(1), shape: [1] } });
    await read(end!);
    return nowMs() - since;
  };
  await run(); // buffers are made and kernels compiled
  let best = await run();
  const isEnough = isLast || best >= longEnoughMs;
  const end = nowMs() + budgetMs;
  while (isEnough && nowMs() < end) best = Math.min(best, await run());
  await session.close();
  return isEnough ? best : null;
}

const widths = [256, 512, 1024, 2048, 4096, 8192];

/** Matrix products, one after the other. */
function products(width: number): Piece {
  // Rows that sum to 1: products of such matrices are such matrices, far from overflow and from denormal numbers.
  const share = ops.mul(ops.input("start", [1]), ops.scalar(1 / width));
  const factor = ops.expand(share, [width, width]);
  const product = repeated(4, factor, (x) => ops.matmul(x, factor));
  const graph = { outputs: { end: oneOf(product) } };
  return { graph, amount: cost(graph).flops };
}

/** From what fits into a cache to what does not. */
const lengths = [2 ** 20, 2 ** 25, 2 ** 26];

/** Element-wise operations, one after the other: each reads a tensor and writes one. */
function copies(length: number): Piece {
  const passes = 8;
  const first = ops.expand(ops.input("start", [1]), [length]);
  const last = repeated(passes, first, (x) => ops.add(x, ops.scalar(1)));
  return { graph: { outputs: { end: oneOf(last) } }, amount: passes * 2 * 4 * length };
}

const repeated = (times: number, x: Tensor, f: (x: Tensor) => Tensor): Tensor =>
  Array.from({ length: times }).reduce<Tensor>(f, x);

/** One number of many: what comes out must not count. */
const oneOf = (x: Tensor): Tensor =>
  x.shape.reduce((part, _, axis) => ops.slice(part, axis, 0, 1), x);

const [device, threads] = process.argv.slice(2);
const where = { device: device as DeviceName, threads: Number(threads) };
const peaks = await bestOf(3, () => probePeaks(where));
process.stdout.write(JSON.stringify(peaks));
