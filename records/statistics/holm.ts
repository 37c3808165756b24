/**
 * p-values adjusted for there being many of them, in the given order. Holm 1979, Scand. J. Statist. 6, 65-70. Throws a
 * RangeError where one is none.
 */
export function holm(pValues: readonly number[]): readonly number[] {
  const bad = pValues.find((p) => !(p >= 0 && p <= 1));
  if (bad !== undefined) throw new RangeError(`holm: needs p-values from 0 to 1: got ${bad}.`);
  const order = [...pValues.keys()].sort((i, j) => pValues[i]! - pValues[j]!);
  const adjusted = Array<number>(pValues.length);
  let most = 0;
  order.forEach((i, rank) => {
    most = Math.max(most, Math.min(1, pValues[i]! * (pValues.length - rank)));
    adjusted[i] = most;
  });
  return adjusted;
}
