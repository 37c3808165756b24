/**
 * Sorted lists cut into chunks of m rows. Each chunk looks at itself and at the chunk before it, in a circle: these two
 * are its window. n rows in R rounds stand in chunks `[.., R, n / m, m]` and in windows `[.., R, n / m, 2, m]`.
 */
import { ops, type Tensor } from "../../graph/index.ts";
import type { Placement } from "./placement.ts";

/** The order of R rounds, `[b, h, R, n]` each: whole numbers, as float32, since WebGPU cannot cut integers. */
export interface Order {
  /** The row at each place of the list. */
  readonly rows: Tensor;
  /** The place of each row. */
  readonly ranks: Tensor;
}

/** Each row once a round, in its chunk. */
export const inChunks = ({ rows, ranks }: Order): Placement => ({
  rows: integers(joined(rows)),
  places: integers(ops.add(ranks, firstPlaces(ranks, 1))),
});

/** Each row twice a round: second in the window of its own chunk, first in that of the next. */
export function inWindows({ rows, ranks }: Order, m: number): Placement {
  const n = rows.shape.at(-1)!;
  const inOwn = (rank: number) => [rank + m * (chunkOf(rank, m) + 1)];
  const inNext = (rank: number) => [(rank % m) + 2 * m * ((chunkOf(rank, m) + 1) % (n / m))];
  const places = [inOwn, inNext].map((place) => {
    const inRound = ops.gather(ops.constant(table(n, place), [n]), integers(ranks));
    return ops.add(inRound, firstPlaces(ranks, 2));
  });
  return { rows: integers(joined(windowsOf(rows, m))), places: integers(ops.concat(places, 2)) };
}

/**
 * Pairs that share a window for the first time, `[b, h, R, n / m, 2, m, m]`: 1 for those that shared none in an
 * earlier round, else 0. In the first round they are those of `isSeen [2, m, m]`, which is all there is with one round;
 * later, no row meets itself.
 *
 * A row of chunk c sees one of chunk a where a is c or the chunk p before it: where (a − c) (a − p), the product of
 * [1, −(c + p), c p] and [a², a, 1], is 0. Elsewhere it is 1 or more, its sign turned for c = 0.
 */
export function firstMeetings(isSeen: Tensor, { rows, ranks }: Order, m: number): Tensor {
  const [b, h, R, n] = ranks.shape as [number, number, number, number];
  const codes = (f: (chunk: number) => readonly number[]) =>
    ops.constant(
      table(n, (rank) => f(chunkOf(rank, m))),
      [n, 3],
    );
  const queries = codes((c) => (c === 0 ? [-1, n / m - 1, 0] : [1, 1 - 2 * c, c * (c - 1)]));
  const keys = codes((a) => [a * a, a, 1]);
  const at = (x: Tensor, round: number) => ops.slice(x, 2, round, round + 1);
  const apart = (round: number, earlier: number): Tensor => {
    const then = ops.reshape(at(ranks, earlier), [b, h, n, 1]);
    const now = integers(ops.reshape(at(rows, round), [b, h, n]));
    const places = ops.reshape(ops.permuteRows(then, now), [b, h, 1, n]);
    const chunks = ops.reshape(places, [b, h, 1, n / m, 1, m]);
    const [q, k] = [chunks, windowsOf(places, m)].map(integers);
    return ops.matmul(ops.gather(queries, q!), ops.gather(keys, k!), { transB: true });
  };
  const later = [...Array(R).keys()].slice(1).map((round) => {
    const strangers = [...Array(round).keys()].map((earlier) => apart(round, earlier));
    return strangers.reduce((isNew, t) => ops.minimum(t, isNew), ops.scalar(1));
  });
  if (later.length === 0) return isSeen;
  // Not before the others, so that reversible layers make it again with them.
  const first = ops.expand(ops.after(isSeen, later[0]!), later[0]!.shape);
  return ops.concat([first, ...later], 2);
}

/** `x [b, h, R, n]` by place, to what stands in each window: `[b, h, R, n / m, 2, m]`. */
function windowsOf(x: Tensor, m: number): Tensor {
  const [b, h, R, n] = x.shape as [number, number, number, number];
  const chunks = ops.reshape(x, [b, h, R, n / m, 1, m]);
  return ops.concat([ops.roll(chunks, 3, 1), chunks], 4);
}

const chunkOf = (rank: number, m: number): number => Math.floor(rank / m);

/** Rounds one behind the other. */
const joined = (x: Tensor): Tensor => ops.reshape(x, [...x.shape.slice(0, 2), -1]);

/** `[R, 1]`: where the list of each round begins, in which every row stands `copies` times. */
function firstPlaces(ranks: Tensor, copies: number): Tensor {
  const [R, n] = ranks.shape.slice(-2) as [number, number];
  return ops.constant(
    table(R, (round) => [round * copies * n]),
    [R, 1],
  );
}

const integers = (x: Tensor): Tensor => ops.cast(x, "int32");

/** `f` of 0, 1, …, n - 1, one behind the other. */
const table = (n: number, f: (i: number) => readonly number[]): Float32Array =>
  Float32Array.from([...Array(n).keys()].flatMap(f));
