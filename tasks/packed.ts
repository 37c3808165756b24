import type { Example, Examples, Tokens } from "./task.ts";

/** Examples in memory, one behind the other in one array that grows. */
export interface Packed {
  add(example: Example): void;
  /** Examples `from` to `to` - 1 as a split; adding more does not change what it shows. */
  examples(from: number, to: number): Examples;
}

export function packed(): Packed {
  /** Of each example, where each tower starts and the last one ends. */
  const starts: number[][] = [];
  const labels: number[] = [];
  let bytes = new Uint8Array(1 << 16);
  let end = 0;

  const append = (document: Tokens) => {
    if (end + document.length > bytes.length) {
      const larger = new Uint8Array(2 * (end + document.length));
      larger.set(bytes.subarray(0, end));
      bytes = larger;
    }
    bytes.set(document, end);
    end += document.length;
    return end;
  };

  const tokens = (i: number) => {
    const own = starts[i];
    if (own === undefined) {
      throw new RangeError(`examples: index must be from 0 to ${labels.length - 1}: got ${i}.`);
    }
    return own.slice(1).map((stop, tower) => bytes.subarray(own[tower], stop));
  };

  return {
    add({ label, towers }) {
      starts.push([end, ...towers.map(append)]);
      labels.push(label);
    },
    examples: (from, to) => ({
      count: to - from,
      labels: Uint8Array.from(labels.slice(from, to)),
      tokens: (i) => tokens(from + i),
    }),
  };
}
