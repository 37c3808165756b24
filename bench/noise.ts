import { fork, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
  median,
  type Rounds,
  rankSumTest,
  relativeSpeeds,
  roundsSchema,
} from "../records/index.ts";
import { nodeFlags } from "../runner/child.ts";

/** Pairs of measurements of one cell, beside a neighbour that loads the other core on and off. */
export interface Noise {
  readonly pairs: number;
  /** Pairs whose relative speeds differ by more than 3 %, and pairs whose step times do. */
  readonly relativeOff: number;
  readonly absoluteOff: number;
  /** Largest differences, as shares. */
  readonly worstRelative: number;
  readonly worstAbsolute: number;
}

/** Pairs of a graph and of the same graph made slower. */
export interface Planted {
  readonly pairs: number;
  /** Products of matrices that make it slower, and by how much they do, as a share: in proportion to what many do. */
  readonly products: number;
  readonly slowdown: number;
  /** Pairs in which the slower one was found slower, at the 5 % level. */
  readonly found: number;
}

/** As the protocols of the benchmark have it; the neighbour comes and goes several times. */
const budgetMs = 10_000;
const tolerance = 0.03;

/** Each measurement in a fresh process. */
export function benchNoise(pairs: number): Noise {
  return beside(() => {
    const differences = Array.from({ length: pairs }, () => {
      const [a, b] = [measured(0), measured(0)] as const;
      return {
        relative: apart(median(relativeSpeeds(a))!, median(relativeSpeeds(b))!),
        absolute: apart(median(a.stepMs)!, median(b.stepMs)!),
      };
    });
    const relative = differences.map((pair) => pair.relative);
    const absolute = differences.map((pair) => pair.absolute);
    return {
      pairs,
      relativeOff: relative.filter((share) => share > tolerance).length,
      absoluteOff: absolute.filter((share) => share > tolerance).length,
      worstRelative: Math.max(...relative),
      worstAbsolute: Math.max(...absolute),
    };
  });
}

/** As `benchNoise`, one of each pair made slower by `slowdown`. */
export function benchPlanted(pairs: number, slowdown: number): Planted {
  const each = slowdownBy(many) / many;
  const products = Math.round(slowdown / each);
  const found = beside(() =>
    Array.from({ length: pairs }, () => isSlower(measured(products), measured(0))),
  );
  const { length } = found.filter(Boolean);
  return { pairs, products, slowdown: products * each, found: length };
}

function isSlower(slow: Rounds, plain: Rounds): boolean {
  const [a, b] = [relativeSpeeds(slow), relativeSpeeds(plain)];
  return median(a)! < median(b)! && rankSumTest(a, b) < 0.05;
}

/** So many take a quarter of a step's time: what they take can be told from what the machine does. */
const many = 4000;

/** Share by which products slow a step down: medians over measurements in turn. */
function slowdownBy(products: number): number {
  const shares = Array.from({ length: 7 }, () => {
    const [plain, slow] = [measured(0), measured(products)] as const;
    return median(relativeSpeeds(plain))! / median(relativeSpeeds(slow))! - 1;
  });
  return median(shares)!;
}

const program = (name: string): string => fileURLToPath(new URL(`${name}.js`, import.meta.url));

/** One process of `speed.js`: a step as large as the nightly protocol's, on one thread. */
function measured(products: number): Rounds {
  const nightly = ["--batch", "16", "--length", "512", "--budget", String(budgetMs)];
  const args = [...nodeFlags, program("speed"), ...nightly, "--products", String(products)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`speed.js: exited with ${status}: ${stderr}`);
  return roundsSchema.parse(JSON.parse(stdout));
}

/** Does the work with a neighbour on the machine. */
function beside<T>(work: () => T): T {
  const neighbour = fork(program("neighbour"));
  try {
    return work();
  } finally {
    neighbour.kill("SIGKILL");
  }
}

const apart = (a: number, b: number): number => Math.abs(a / b - 1);
