import { fork, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median, type Rounds, relativeSpeeds, roundsSchema } from "../records/index.ts";
import { nodeFlags } from "../runner/child.ts";

/** What is measured again and again. */
export interface Measured {
  readonly variant: string;
  readonly threads: number;
}

/** Measurements beside a neighbour that loads the other core on and off: a cell, the cell again, and the same made slower. */
export interface Noise {
  /** Differences between the two measurements of the cell, as shares: of relative speed, and of step time. */
  readonly relative: readonly number[];
  readonly absolute: readonly number[];
  /** Products of matrices that make it slower, and by how much they do, as a share: in proportion to what many do. */
  readonly products: number;
  readonly slowdown: number;
  /** The slower one had less relative speed than the one before it, by more than half of what was planted. */
  readonly found: number;
  /** The cell itself had, the second time: what the same rule finds where there is nothing. */
  readonly imagined: number;
}

/** The neighbour comes and goes several times. */
const budgetMs = 10_000;

/**
 * Each measurement in a fresh process. A slow-down is found by its size and not by a test: rounds of one measurement are
 * alike, and their scatter says too little of how measurements differ.
 */
export function benchNoise(cell: Measured, pairs: number, planted: number): Noise {
  const each = slowdownBy(cell, many) / many;
  const products = Math.round(planted / each);
  const slowdown = products * each;
  const rounds = beside(() =>
    Array.from({ length: pairs }, () => {
      const [first, again] = [measured(cell, 0), measured(cell, 0)];
      return { first, again, slow: measured(cell, products) };
    }),
  );
  const speed = (one: Rounds): number => median(relativeSpeeds(one))!;
  const isSlower = (one: Rounds, than: Rounds): boolean =>
    speed(than) / speed(one) - 1 > slowdown / 2;
  return {
    relative: rounds.map(({ first, again }) => apart(speed(again), speed(first))),
    absolute: rounds.map(({ first, again }) => apart(median(again.stepMs)!, median(first.stepMs)!)),
    products,
    slowdown,
    found: rounds.filter(({ again, slow }) => isSlower(slow, again)).length,
    imagined: rounds.filter(({ first, again }) => isSlower(again, first)).length,
  };
}

/** So many take a quarter of a step's time: what they take can be told from what the machine does. */
const many = 4000;

/** Share by which products slow a step down: medians over measurements in turn. */
function slowdownBy(cell: Measured, products: number): number {
  const shares = Array.from({ length: 7 }, () => {
    const [plain, slow] = [measured(cell, 0), measured(cell, products)] as const;
    return median(relativeSpeeds(plain))! / median(relativeSpeeds(slow))! - 1;
  });
  return median(shares)!;
}

const program = (name: string): string => fileURLToPath(new URL(`${name}.js`, import.meta.url));

/** One process of `speed.js`: a step as large as the nightly protocol's. */
function measured({ variant, threads }: Measured, products: number): Rounds {
  const args = [
    ...[...nodeFlags, program("speed"), "--batch", "16", "--length", "512", "--variant", variant],
    ...["--threads", String(threads), "--budget", String(budgetMs), "--products", String(products)],
  ];
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
