/**
 * The examples of the first two batches, dealt to two others: nearly all stand in another place, and half of everyone's
 * neighbours are new. Of a single batch, half of the neighbours are gone.
 */
export function deal(count: number, rows: number): readonly Int32Array[] {
  const examples = Int32Array.from({ length: Math.min(count, hands * rows) }, (_, i) => i);
  return Array.from({ length: hands }, (_, hand) =>
    examples.filter((i) => i % hands === hand).reverse(),
  ).filter((indices) => indices.length > 0);
}

const hands = 2;
