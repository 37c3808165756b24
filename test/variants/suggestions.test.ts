import { expect, test } from "vitest";
import { refusal } from "../../model/index.ts";
import { type Variant, variants } from "../../variants/index.ts";
import { data, smallModel } from "../support/small-model.ts";

type Given = Readonly<Record<string, unknown>>;

const all: Readonly<Record<string, Variant>> = variants;

const lengths = [7, 17, 20, 31, 37, 60, 64, 65, 127, 1000, 4001, 65_536];
const values = [0, 1, 2, 5, 8, 16, 37, 50, 60, 64, 100, 128, 500, 1000, 4096, 65_536];

const why = (variant: Variant, length: number, given: Given): string | null =>
  refusal(
    smallModel({ data: { ...data, length }, variant, options: variant.options.parse(given) }),
  );

/** `given` as the refusal advises: `k: … Use 7.`, or `k: … Use r=7, or …`; `null` where it names no value. */
function followed(given: Given, reason: string): Given | null {
  const [, blamed = ""] = /^(\w+): /.exec(reason) ?? [];
  const [, other = blamed, value] = / Use (?:(\w+)=)?(\d+)(?:\.$|, or )/.exec(reason) ?? [];
  return value === undefined ? null : { ...given, [other]: Number(value) };
}

/** Every option that is a number with every value that it may have, and the other options at their defaults. */
function singles(variant: Variant): readonly Given[] {
  const defaults = Object.entries(variant.options.parse({}) as Given);
  return defaults
    .filter(([, value]) => typeof value === "number")
    .flatMap(([name]) => values.map((value) => ({ [name]: value })))
    .filter((given) => variant.options.safeParse(given).success);
}

test.each(Object.entries(all))("%s is not refused with what a refusal advises", (name, variant) => {
  for (const length of lengths) {
    for (const given of [{}, ...singles(variant)]) {
      const reason = why(variant, length, given);
      if (reason === null) continue;
      const at = `${name} ${JSON.stringify(given)} at ${length}: ${reason}`;
      const better = followed(given, reason);
      if (better === null) expect(reason, at).toMatch(/[Tt]ake longer sequences\.$/);
      else expect(why(variant, length, better), at).toBeNull();
    }
  }
});

const padded = (multiple: number, tokens: number) =>
  `sequences are padded to a multiple of ${multiple} tokens, which must be at most twice their own ${tokens}`;

test.each<[variant: string, length: number, given: Given, reason: string]>([
  ["longformer", 60, {}, `window: ${padded(128, 60)}: got 512. Use 128.`],
  ["longformer", 60, { window: 128, dilation: 50 }, `window: ${padded(3200, 60)}: got 128. Use 4.`],
  [
    "longformer",
    60,
    { dilation: 50 },
    `dilation: ${padded(6400, 60)}: got 50. Use window=4, or longer sequences.`,
  ],
  [
    "longformer",
    60,
    { dilation: 500 },
    `dilation: ${padded(64_000, 60)}: got 500. Take longer sequences.`,
  ],
  ["sparse", 20, { stride: 1000, c: 9 }, `stride: ${padded(1000, 20)}: got 1000. Use 32.`],
  [
    "sinkhorn",
    64,
    { block_size: 1000, sortcut: 5 },
    `block_size: ${padded(1000, 64)}: got 1000. Use 8.`,
  ],
  ["fnet", 20, {}, `multiple: ${padded(64, 20)}: got 64. Use 32.`],
  [
    "fnet",
    20,
    { multiple: 37 },
    "multiple: n must have two factors near its root: got 37 = 1 · 37. Use 32.",
  ],
])("%s at %d tokens with %o", (name, length, given, reason) => {
  expect(why(all[name]!, length, given)).toBe(reason);
});
