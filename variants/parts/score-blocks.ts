/** Matrices of scores `[.., n, m]` in blocks that caches hold: several small matrices each, one, or equal parts of its rows. */
import { ops, type Shape, sizeOf, type Tensor } from "../../graph/index.ts";

/** Scores of one matrix from which on a block of its own pays: half a MiB, what a core's own cache holds. */
const largeMatrix = 2 ** 17;

/** Scores of one block, at most, as far as `mostBlocks` and the divisors of n allow: 4 MiB. */
const largestBlock = 2 ** 20;

/** Blocks of one call, at most: each is dozens of nodes, to be built here and read by the provider. */
const mostBlocks = 32;

/** The sides of the scores and their cotangents, cut so that block `i` of the one meets block `i` of the other. */
export interface ScoreBlocks {
  /** Of `[.., n, *]`. */
  ofQueries(x: Tensor): readonly Tensor[];
  /** Of `[.., m, *]`. */
  ofKeys(x: Tensor): readonly Tensor[];
  /** Of what is added to each matrix, `[n, m]`. */
  ofMatrix(x: Tensor): readonly Tensor[];
  /** Cotangents by query and twice by key, of each block, to those of all: `[.., *]` with all leading axes as one. */
  joined(blocks: readonly Cotangents[]): Cotangents;
}

type Cotangents = readonly [dq: Tensor, dk: Tensor, dv: Tensor];

export function cutScores(scores: Shape): ScoreBlocks {
  const count = sizeOf(scores.slice(0, -2));
  const [n, m] = scores.slice(-2) as [number, number];
  const cuts = cutsOf(count, n, m);
  const rows = n / cuts;
  const all = count * cuts;
  const size = n * m < largeMatrix ? all : Math.ceil(all / mostBlocks);
  const ranges = Array.from({ length: Math.ceil(all / size) }, (_, i) => {
    return [i * size, Math.min((i + 1) * size, all)] as const;
  });
  const sum = (x: Tensor) =>
    ops.reduceSum(ops.reshape(x, [count, cuts, ...x.shape.slice(1)]), 1, false);
  return {
    ofQueries: (x) => {
      const stacked = ops.reshape(x, [all, rows, x.shape.at(-1)!]);
      return ranges.map(([start, end]) => ops.slice(stacked, 0, start, end));
    },
    ofKeys: (x) => {
      const stacked = ops.reshape(x, [count, ...x.shape.slice(-2)]);
      return ranges.map(([start, end]) =>
        ops.slice(stacked, 0, Math.floor(start / cuts), Math.ceil(end / cuts)),
      );
    },
    ofMatrix: (x) =>
      ranges.map(([start]) => {
        const first = (start % cuts) * rows;
        return ops.slice(x, 0, first, first + rows);
      }),
    joined: (blocks) => {
      const [dq, dk, dv] = blocks.length === 1 ? blocks[0]! : together(blocks, [rows, m, m]);
      return cuts === 1 ? [dq, dk, dv] : [dq, sum(dk), sum(dv)];
    },
  };
}

/** Into how many parts to cut the rows of each matrix. */
function cutsOf(count: number, n: number, m: number): number {
  const possible = Array.from(
    { length: Math.max(1, Math.floor(mostBlocks / count)) },
    (_, i) => i + 1,
  );
  const even = possible.filter((cuts) => n % cuts === 0);
  return even.find((cuts) => (n / cuts) * m <= largestBlock) ?? even.at(-1)!;
}

/**
 * Cotangents of one block are joined before those of all: a provider that works depth first, as they do, then finishes a
 * block before it begins the next.
 */
const together = (blocks: readonly Cotangents[], lengths: readonly number[]): Cotangents =>
  ops.split(
    ops.concat(
      blocks.map((block) => ops.concat(block, 1)),
      0,
    ),
    1,
    lengths,
  ) as unknown as Cotangents;
