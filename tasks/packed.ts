import type { Examples } from "./task.ts";

/** Documents of one tower and their classes, one behind the other in one array that grows. */
export interface Packed {
  /** Documents added so far. */
  count(): number;
  add(tokens: Uint8Array, label: number): void;
  /** Document `i`, as a view; adding more does not change what it shows. */
  tokens(i: number): Uint8Array;
  /** Documents `from` to `to` - 1 as a split. */
  examples(from: number, to: number): Examples;
}

export function packed(): Packed {
  const starts = [0];
  const labels: number[] = [];
  let bytes = new Uint8Array(1 << 16);

  const tokens = (i: number) => {
    const start = starts[i];
    const end = starts[i + 1];
    if (start === undefined || end === undefined) {
      throw new RangeError(`examples: index must be from 0 to ${labels.length - 1}: got ${i}.`);
    }
    return bytes.subarray(start, end);
  };

  return {
    count: () => labels.length,
    tokens,
    add(document, label) {
      const start = starts[labels.length]!;
      const end = start + document.length;
      if (end > bytes.length) {
        const larger = new Uint8Array(2 * end);
        larger.set(bytes.subarray(0, start));
        bytes = larger;
      }
      bytes.set(document, start);
      starts.push(end);
      labels.push(label);
    },
    examples: (from, to) => ({
      count: to - from,
      labels: Uint8Array.from(labels.slice(from, to)),
      tokens: (i) => [tokens(from + i)],
    }),
  };
}
