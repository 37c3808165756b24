import { expect, test } from "vitest";
import { evaluationOrder, trainingOrder } from "../../tasks/order.ts";
import { stream } from "../../tasks/rng.ts";

function firstIndices(count: number, rows: number, batches: number, seed = 0): number[] {
  const order = trainingOrder(count, rows, stream(seed, "order"));
  return Array.from({ length: batches }, () => [...order.next().value]).flat();
}

test("training sees every example once an epoch, batches crossing its end", () => {
  const indices = firstIndices(7, 3, 7); // 21 = 3 epochs of 7
  const epochs = [indices.slice(0, 7), indices.slice(7, 14), indices.slice(14)];
  for (const epoch of epochs) expect([...epoch].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(epochs[0]).not.toEqual(epochs[1]);
  expect(epochs[1]).not.toEqual(epochs[2]);
});

test("a batch may be larger than the split", () => {
  const indices = firstIndices(2, 5, 2);
  expect(indices).toHaveLength(10);
  expect(indices.filter((i) => i === 0)).toHaveLength(5);
});

test("the stream alone decides the order, and the batch size does not", () => {
  expect(firstIndices(11, 2, 11)).toEqual(firstIndices(11, 11, 2));
  expect(firstIndices(11, 2, 11)).not.toEqual(firstIndices(11, 2, 11, 1));
});

test("batches stay as they were when later ones are made", () => {
  const order = trainingOrder(5, 5, stream(0, "order"));
  const first = order.next().value;
  const copy = [...first];
  order.next();
  expect([...first]).toEqual(copy);
});

test("training needs an example", () => {
  expect(() => trainingOrder(0, 4, stream(0)).next()).toThrow(
    "trainingOrder: need at least one example: got 0.",
  );
});

test("evaluation goes through all examples in order, the rest included", () => {
  const batches = [...evaluationOrder(7, 3)].map((batch) => [...batch]);
  expect(batches).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
  expect([...evaluationOrder(6, 3)]).toHaveLength(2);
});
