import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A source of chance for statistics that draw. */
export interface Random {
  /** In [0, 1), a multiple of 2⁻³². */
  uniform(): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
}

/** Equal seeds give equal numbers: a statistic that draws gives the same of the same records, whoever asks. */
export function random(seed: number): Random {
  const source = xoroshiro128plus(seed);
  const uniform = () => (source.next() >>> 0) * 2 ** -32;
  return {
    uniform,
    // Box & Muller 1958, Ann. Math. Statist. 29, 610-611
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
