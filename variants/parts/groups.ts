import { ops, type Tensor } from "../../graph/index.ts";

/** Scores that a group of examples makes, about: 8 MiB of them. */
const groupSize = 2 ** 21;

/**
 * `f` on a few examples after the other, joined again: what `f` makes on its way, forwards and backwards, then exists for
 * a few examples at a time. All tensors begin with the batch axis; `scores` counts the attention scores of one example.
 */
export function inGroups(
  tensors: readonly Tensor[],
  scores: number,
  f: (...parts: Tensor[]) => Tensor,
): Tensor {
  const b = tensors[0]!.shape[0]!;
  const size = Math.min(b, Math.max(1, Math.floor(groupSize / scores)));
  const groups = Array.from({ length: Math.ceil(b / size) }, (_, i) =>
    Math.min(size, b - i * size),
  );
  const parts = tensors.map((t) => ops.split(t, 0, groups));
  return ops.concat(
    groups.map((_, i) => f(...parts.map((part) => part[i]!))),
    0,
  );
}
