import { expect, test } from "vitest";
import { type Variant, variants } from "../../../variants/index.ts";

/** An option, and what it may be at most. */
const bounds: readonly (readonly [name: keyof typeof variants, option: string, most: number])[] = [
  ["yoso", "num_hash", 1024],
  ["yoso", "hash_code_len", 65_536],
  ["sinkhorn", "sinkhorn_iterations", 256],
  ["nystromformer", "n_iter", 256],
  ["mgk", "M", 256],
  ["reformer", "hashes", 16],
  ["bigbird", "num_rand_blocks", 65_536],
  ["local", "neighbours", 65_536],
  ["luna", "projection_length", 65_536],
  ["performer", "nb_features", 65_536],
  ["synthesizer", "k", 65_536],
];

test.each(bounds)("%s takes a %s of %d, and no more", (name, option, most) => {
  const { options }: Variant = variants[name];
  expect(options.safeParse({ [option]: most }).success).toBe(true);
  for (const more of [most + 1, 1e9]) {
    const { error } = options.safeParse({ [option]: more });
    expect(error?.issues).toMatchObject([{ code: "too_big", path: [option], maximum: most }]);
  }
});
