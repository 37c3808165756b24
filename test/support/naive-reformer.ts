/** LSH attention one number after the other, as the paper says it. */
import type { Size } from "../../variants/index.ts";
import { dot, type HeadNumbers } from "./weighted-mean.ts";

/** `q` is the query and, once it has length 1, the key. */
export type SharedNumbers = Omit<HeadNumbers, "k">;

export interface Hashing {
  readonly rounds: number;
  /** Tokens in a chunk. */
  readonly m: number;
  /** The hash functions whose values are the digits of a bucket: normal numbers `[h, d, rounds, count / 2]`. */
  readonly digits: readonly { readonly count: number; readonly rotations: ArrayLike<number> }[];
  /** Whether a pair counts once, in however many rounds it meets. */
  readonly isCorrected: boolean;
}

type Heads = Pick<Size, "b" | "h" | "n" | "d">;
type Rows = readonly Float64Array[];

/** `[b, h, n, d]`, zeros at padded tokens. Kitaev et al. 2020, appendix A, with the windows of eq. 5. */
export function naiveReformer(size: Heads, numbers: SharedNumbers, hashing: Hashing): Float64Array {
  const { b, h, n, d } = size;
  const y = new Float64Array(b * h * n * d);
  for (let head = 0; head < b * h; head++) {
    const rows = (x: Float64Array): Rows =>
      Array.from({ length: n }, (_, i) => x.subarray((head * n + i) * d).subarray(0, d));
    const [q, v] = [rows(numbers.q), rows(numbers.v)];
    const example = Math.floor(head / h);
    const isReal = Array.from({ length: n }, (_, i) => numbers.mask[example * n + i] === 1);
    const rounds = Array.from({ length: hashing.rounds }, (_, round) =>
      chunksOf(q, isReal, hashing, head % h, round),
    );
    const sees = (chunks: readonly number[], i: number, j: number) => {
      const back = (chunks[i]! - chunks[j]! + n / hashing.m) % (n / hashing.m);
      return i !== j && isReal[j]! && back <= 1;
    };
    for (let i = 0; i < n; i++) {
      if (!isReal[i]) continue;
      const lists = rounds.map((chunks) => [...q.keys()].filter((j) => sees(chunks, i, j)));
      rows(y)[i]!.set(attend(i, lists, q, v, hashing.isCorrected));
    }
  }
  return y;
}

/** The chunk of every token in one round: sorted by bucket, then by position, padding last. */
export function chunksOf(
  q: Rows,
  isReal: readonly boolean[],
  { m, digits, rounds }: Hashing,
  head: number,
  round: number,
): readonly number[] {
  const d = q[0]!.length;
  const digitOf = (x: Float64Array, count: number, rotations: ArrayLike<number>) => {
    const column = (c: number) =>
      x.map((_, k) => rotations[((head * d + k) * rounds + round) * (count / 2) + c]!);
    const half = Array.from({ length: count / 2 }, (_, c) => dot(x, column(c)));
    const both = [...half, ...half.map((p) => -p)];
    return both.indexOf(Math.max(...both));
  };
  const buckets = q.map((x, i) =>
    isReal[i]
      ? digits.reduce((id, { count, rotations }) => id * count + digitOf(x, count, rotations), 0)
      : Number.MAX_VALUE,
  );
  const order = [...q.keys()].sort((i, j) => buckets[i]! - buckets[j]! || i - j);
  return q.map((_, i) => Math.floor(order.indexOf(i) / m));
}

/** `Σ_r e^{z_r − z} o_r` over the rounds' lists of keys: one softmax over all, each weight divided by its N. */
function attend(
  i: number,
  lists: readonly (readonly number[])[],
  q: Rows,
  v: Rows,
  isCorrected: boolean,
): Float64Array {
  const score = (j: number) => {
    const count = isCorrected ? lists.filter((list) => list.includes(j)).length : 1;
    return dot(q[i]!, q[j]!) / Math.hypot(...q[j]!) / Math.sqrt(q[j]!.length) - Math.log(count);
  };
  const rounds = lists
    .filter((list) => list.length > 0)
    .map((list) => {
      const z = logSumExp(list.map(score));
      const o = q[i]!.map((_, c) =>
        list.reduce((sum, j) => sum + Math.exp(score(j) - z) * v[j]![c]!, 0),
      );
      return { z, o };
    });
  if (rounds.length === 0) return v[i]!;
  const z = logSumExp(rounds.map((round) => round.z));
  return q[i]!.map((_, c) =>
    rounds.reduce((sum, round) => sum + Math.exp(round.z - z) * round.o[c]!, 0),
  );
}

function logSumExp(x: readonly number[]): number {
  const top = Math.max(...x);
  return top + Math.log(x.reduce((sum, value) => sum + Math.exp(value - top), 0));
}
