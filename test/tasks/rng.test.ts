import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { stream } from "../../tasks/rng.ts";

/** xoroshiro128+ on 64-bit integers (Blackman & Vigna, shifts 24, 16, 37): the low halves of its first outputs. */
function reference(path: readonly (string | number)[], count: number): number[] {
  const hash = createHash("sha256").update(JSON.stringify(path)).digest();
  const word = (at: number) =>
    (BigInt(hash.readUInt32LE(at)) << 32n) | BigInt(hash.readUInt32LE(at + 4));
  const rotate = (x: bigint, by: bigint) => BigInt.asUintN(64, (x << by) | (x >> (64n - by)));
  let s0 = word(0);
  let s1 = word(8);
  return Array.from({ length: count }, () => {
    const out = Number(BigInt.asUintN(32, s0 + s1));
    s1 ^= s0;
    s0 = rotate(s0, 24n) ^ s1 ^ BigInt.asUintN(64, s1 << 16n);
    s1 = rotate(s1, 37n);
    return out;
  });
}

/** Σ (observed - expected)² / expected, for equally likely cells. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe("stream", () => {
  test("is xoroshiro128+ started from the hash of its path", () => {
    const rng = stream(7, "dropout", 3);
    const bits = Array.from({ length: 1000 }, () => rng.uniform() * 2 ** 32);
    expect(bits).toEqual(reference([7, "dropout", 3], 1000));
  });

  test("golden numbers", () => {
    const rng = stream(0, "golden");
    expect(Array.from({ length: 4 }, () => rng.uniform())).toEqual([
      0.8422288720030338, 0.28894446650519967, 0.8296836791560054, 0.8664885042235255,
    ]);
    expect(Array.from({ length: 12 }, () => rng.int(10))).toEqual([
      3, 6, 7, 4, 9, 9, 6, 8, 1, 8, 1, 4,
    ]);
    expect(Array.from({ length: 3 }, () => rng.normal())).toEqual([
      -0.5199716852869639, -0.7003997539677173, 0.3357777885197636,
    ]);
    const order = Int32Array.from({ length: 8 }, (_, i) => i);
    rng.shuffle(order);
    expect([...order]).toEqual([3, 5, 7, 1, 4, 6, 2, 0]);
  });

  test("streams do not disturb each other", () => {
    const alone = stream(5, "a");
    const expected = Array.from({ length: 5 }, () => alone.uniform());
    const other = stream(5, "b");
    const again = stream(5, "a");
    const mixed = expected.map(() => {
      other.normal();
      return again.uniform();
    });
    expect(mixed).toEqual(expected);
  });

  test("seed, names and their borders tell streams apart", () => {
    const paths = [[1], [2], [1, "a"], [1, "a", "b"], [1, "ab"], [1, 1], [1, "1"], [1, 11], [-1]];
    const firsts = paths.map(([seed, ...path]) => stream(seed as number, ...path).uniform());
    expect(new Set(firsts).size).toBe(paths.length);
  });

  test("neighbouring seeds are uncorrelated", () => {
    const n = 20_000;
    const [a, b] = [new Float32Array(n), new Float32Array(n)];
    for (let i = 0; i < n; i++) {
      a[i] = stream(i, "x").normal();
      b[i] = stream(i + 1, "x").normal();
    }
    const correlation = a.reduce((sum, x, i) => sum + x * b[i]!, 0) / n;
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(n)); // 4 standard deviations
  });
});

describe("distributions", () => {
  test("int is even, also where n does not divide 2^32", () => {
    const rng = stream(1, "int");
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 200_000; i++) counts[rng.int(10)]!++;
    expect(chiSquare(counts)).toBeLessThan(27.9); // 9 degrees of freedom: one in 1,000

    const n = 3 * 2 ** 30; // remainders would make the first third twice as likely
    const thirds = [0, 0, 0];
    for (let i = 0; i < 30_000; i++) thirds[Math.floor(rng.int(n) / 2 ** 30)]!++;
    expect(chiSquare(thirds)).toBeLessThan(13.8); // 2 degrees of freedom: one in 1,000
  });

  test("int reaches its bounds and takes no others", () => {
    const rng = stream(1, "bounds");
    expect(Array.from({ length: 5 }, () => rng.int(1))).toEqual([0, 0, 0, 0, 0]);
    expect(new Set(Array.from({ length: 100 }, () => rng.int(3)))).toEqual(new Set([0, 1, 2]));
    expect(rng.int(2 ** 32)).toBeLessThan(2 ** 32);
    expect(() => rng.int(0)).toThrow("rng.int: n must be from 1 to 2^32: got 0.");
    expect(() => rng.int(Number.NaN)).toThrow("got NaN");
  });

  test("uniform has mean 1/2, variance 1/12 and is even in tenths", () => {
    const rng = stream(2, "uniform");
    const n = 200_000;
    const tenths = new Array<number>(10).fill(0);
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const x = rng.uniform();
      tenths[Math.floor(10 * x)]!++;
      sum += x;
      squares += (x - 0.5) ** 2;
    }
    expect(sum / n).toBeCloseTo(1 / 2, 2);
    expect(squares / n).toBeCloseTo(1 / 12, 3);
    expect(chiSquare(tenths)).toBeLessThan(27.9); // 9 degrees of freedom: one in 1,000
  });

  test("normal has the moments of the normal distribution and no memory of the number before", () => {
    const rng = stream(3, "normal");
    const x = Array.from({ length: 200_000 }, () => rng.normal());
    const mean = (f: (x: number, i: number) => number) =>
      x.reduce((sum, value, i) => sum + f(value, i), 0) / x.length;
    expect(Math.abs(mean((v) => v))).toBeLessThan(0.01); // 4.5 standard deviations
    expect(mean((v) => v ** 2)).toBeCloseTo(1, 1.5);
    expect(Math.abs(mean((v) => v ** 3))).toBeLessThan(0.04);
    expect(mean((v) => v ** 4)).toBeCloseTo(3, 1);
    expect(mean((v) => (Math.abs(v) < 1.959964 ? 1 : 0))).toBeCloseTo(0.95, 2);
    expect(Math.abs(mean((v, i) => v * (x[i + 1] ?? 0)))).toBeLessThan(0.01);
  });

  test("fills follow the same distributions, and uniform stays below 1 in float32", () => {
    const uniform = new Float32Array(100_000);
    stream(4, "fill").fillUniform(uniform);
    expect(uniform.every((x) => x >= 0 && x < 1 && Number.isInteger(x * 2 ** 24))).toBe(true);
    expect(uniform.reduce((sum, x) => sum + x, 0) / uniform.length).toBeCloseTo(0.5, 2);

    const normal = new Float32Array(1000);
    stream(4, "fill").fillNormal(normal);
    const one = stream(4, "fill");
    expect([...normal]).toEqual(Array.from({ length: 1000 }, () => Math.fround(one.normal())));
  });

  test("shuffle makes every order equally often, of any kind of array", () => {
    const rng = stream(5, "shuffle");
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const items = ["a", "b", "c", "d"];
      rng.shuffle(items);
      const order = items.join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect(chiSquare([...counts.values()])).toBeLessThan(49.7); // 23 degrees of freedom: one in 1,000

    const typed = Uint32Array.from({ length: 1009 }, (_, i) => i);
    rng.shuffle(typed);
    expect([...typed]).not.toEqual([...typed].sort((a, b) => a - b));
    expect(new Set(typed).size).toBe(1009);
  });
});
