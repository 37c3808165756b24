import { createHash } from "node:crypto";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** A seeded source of chance. Equal streams give equal numbers on every machine. */
export interface Rng {
  /** In [0, 1), a multiple of 2⁻³². */
  uniform(): number;
  /** One of 0 to n - 1, exactly evenly; n from 1 to 2³². */
  int(n: number): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  /** Puts the items into an even random order, in place. */
  shuffle<T>(items: Swappable<T>): void;
  /** Each in [0, 1), a multiple of 2⁻²⁴: what float32 can hold without rounding up to 1. */
  fillUniform(out: Float32Array): void;
  /** Mean 0, standard deviation 1. */
  fillNormal(out: Float32Array): void;
}

/** An array of any kind, typed or not. */
export interface Swappable<T> {
  readonly length: number;
  [index: number]: T;
}

/**
 * The stream of this seed and name: the only door of chance.
 * Every (seed, path) is a stream of its own, whatever was drawn from others before:
 * the first 128 bits of the path's SHA-256 are the state of a xoroshiro128+ (Blackman & Vigna 2018, arXiv 1805.01407).
 */
export function stream(seed: number, ...path: readonly (string | number)[]): Rng {
  const hash = createHash("sha256")
    .update(JSON.stringify([seed, ...path]))
    .digest();
  const source = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => hash.readInt32LE(at)));
  const bits = () => source.next() >>> 0; // [0, 2³²)
  let spare: number | null = null;

  const uniform = () => bits() * 2 ** -32;

  /** Equal shares of the 2³² outcomes, told apart by their high bits; what is left over is drawn again. */
  const int = (n: number) => {
    if (!(n >= 1 && n <= 2 ** 32)) throw new RangeError(intMessage(n));
    const share = Math.floor(2 ** 32 / n);
    for (;;) {
      const value = Math.floor(bits() / share);
      if (value < n) return value;
    }
  };

  /** The polar method, which makes two at a time. Marsaglia & Bray 1964. */
  const normal = () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const s = x * x + y * y;
      if (s >= 1 || s === 0) continue;
      const radius = Math.sqrt((-2 * Math.log(s)) / s);
      spare = y * radius;
      return x * radius;
    }
  };

  return {
    uniform,
    int,
    normal,
    shuffle<T>(items: Swappable<T>) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = int(i + 1);
        const item = items[i]!;
        items[i] = items[j]!;
        items[j] = item;
      }
    },
    fillUniform(out) {
      for (let i = 0; i < out.length; i++) out[i] = (bits() >>> 8) * 2 ** -24;
    },
    fillNormal(out) {
      for (let i = 0; i < out.length; i++) out[i] = normal();
    },
  };
}

const intMessage = (n: number) => `rng.int: n must be from 1 to 2^32: got ${n}.`;
