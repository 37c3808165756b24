/** A folder of nights as runs would leave it: one source a night, each at a commit of its own. */
import type { Record } from "../../records/index.ts";
import type { Source } from "../../reports/index.ts";
import { stream } from "../../tasks/index.ts";
import { type Given, run } from "./compared.ts";

/** What one cell does in one night; `null`: it does not run. */
export type Does = (night: number, variant: string, seed: number) => Given | null;

const day = 24 * 3600 * 1000;

/** When night i begins. */
export const startOf = (night: number): string =>
  new Date(Date.UTC(2026, 0, 2, 3) + night * day).toISOString();

/** Of night i, told from others by its first four digits. */
export const commitOf = (night: number): string =>
  (night + 1).toString(16).padStart(4, "0").padEnd(40, "a");

/** Two variants and two seeds a night, whose speed and memory scatter by 1 % from night to night. */
export function nights(
  count: number,
  does: Does = () => ({}),
  variants: readonly string[] = ["softmax", "local"],
  seeds: readonly number[] = [0, 1],
): readonly Source[] {
  const random = stream(count, "nights");
  return Array.from({ length: count }, (_, night) => ({
    name: `nights/${startOf(night).slice(0, 10)}`,
    records: variants.flatMap((variant) =>
      seeds.flatMap((seed): Record[] => {
        const given = does(night, variant, seed);
        const scatter = () => Math.exp(0.01 * random.normal());
        const [speed, memory] = [scatter(), scatter()];
        if (given === null) return [];
        return [
          run(variant, seed, {
            startedAt: startOf(night),
            commit: commitOf(night),
            ...given,
            speed: (given.speed ?? 2) * speed,
            memory: (given.memory ?? 300) * memory,
          }),
        ];
      }),
    ),
  }));
}
