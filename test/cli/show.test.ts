import { expect, test } from "vitest";
import { lra } from "./lra.ts";

const size = ["--protocol", "smoke"];

test("lra show tells what a variant is and takes", async () => {
  const { code, stdout } = await lra(["show", "local", ...size, "--set", "variant.local.block=8"]);
  expect(code).toBe(0);
  const lines = stdout.split("\n");
  expect(lines[0]).toBe(
    "local: Local Attention, 2020. arXiv 2011.04006, appendix B.1. Claimed cost n w d.",
  );
  expect(lines[1]).toBe("In place of the Transformer's token mixing.");
  expect(lines[3]).toBe("    y_i = Σ_{j ∈ N(i)} softmax_j(q_iᵀ k_j / √d) v_j");
  expect(lines).toContain("Exact limit: with w ≥ n it is softmax attention.");
  expect(stdout).toContain(
    [
      "option      value  default  values                          about",
      "block       8      50       a whole number from 1 to 65536  tokens in a block: w",
      "neighbours  0      0        a whole number from 0 to 65536  blocks seen on either side of one's own",
    ].join("\n"),
  );
  expect(stdout).toContain("One batch of 8, length 32, protocol smoke, task listops:");
  expect(stdout).toMatch(/^parameters +79306 +79306$/m);
  expect(stdout).toMatch(/^FLOPs +\d{7,} +\d{8,}$/m);
  expect(stdout).toMatch(/^MatMul +\d+ +\d+$/m);
});

test("a variant with layers of its own says which parts those replace", async () => {
  const { stdout } = await lra(["show", "star", ...size]);
  expect(stdout.split("\n")[1]).toBe(
    "In place of the Transformer's token mixing, position-wise layer, residual connections.",
  );
});

test("lra show tells the padded length where it differs, and how costs grow", async () => {
  const { stdout } = await lra(["show", "local", ...size, "--set", "variant.local.block=5"]);
  expect(stdout).toContain("length 32 (35 with [CLS] and padding), protocol smoke");
  expect(stdout.trimEnd().split("\n").at(-1)).toMatch(
    /^A training step grows from 4096 to 16384 tokens as n\^1\.00 in FLOPs and n\^0\.99 in activation bytes, /,
  );
});

test("lra show tells what sequences are padded to a multiple of, with the options in use", async () => {
  const lines = async (variant: string, ...set: readonly string[]) => {
    const { stdout } = await lra(["show", variant, ...size, ...set]);
    return stdout.split("\n").filter((line) => line.startsWith("Sequences are padded"));
  };
  expect(await lines("local")).toEqual(["Sequences are padded to a multiple of 16 tokens."]); // the protocol's
  expect(await lines("local", "--set", "variant.local.block=8")).toEqual([
    "Sequences are padded to a multiple of 8 tokens.",
  ]);
  expect(await lines("softmax")).toEqual([]);
});

test("where a variant refuses one of the lengths of growth, lra show says why", async () => {
  const yoso = ["show", "yoso", "--protocol", "nystromformer", "--task", "text"];
  const { stdout } = await lra(yoso);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe(
    "How a training step grows from 4096 to 16384 tokens is not known: at 16384 tokens hash_code_len: got 12: too many buckets to sort 16384 tokens by. Use 10.",
  );
  const facts: unknown = JSON.parse((await lra([...yoso, "--json"])).stdout);
  expect(facts).toMatchObject({
    growth: null,
    growthRefusal: expect.stringMatching(/^at 16384 tokens hash_code_len: /),
  });
});

test("the cost of softmax is quadratic in the length, that of linear attention is not", async () => {
  const flops = async (variant: string, length: string) => {
    const { stdout } = await lra(["show", variant, ...size, "--length", length, "--json"]);
    return (JSON.parse(stdout) as { evaluate: { flops: number } }).evaluate.flops;
  };
  const [a, b, c] = await Promise.all(["512", "1024", "2048"].map((n) => flops("softmax", n)));
  expect((c! - 2 * b!) / (b! - 2 * a!)).toBeCloseTo(4, 2);
  const [d, e] = await Promise.all(["512", "1024"].map((n) => flops("linear", n)));
  expect(e! / d!).toBeCloseTo(2, 2);
});

test("--graph prints the graph", async () => {
  const { stdout } = await lra(["show", "linear", ...size, "--graph", "evaluate"]);
  expect(stdout).toMatch(/^input {2}%mask float32\[8, 1, 32\]$/m);
  expect(stdout).toMatch(/^%\d+ float32\[8, 2, 32, 32\] = Elu\(%\d+\)$/m);
  expect(stdout).toMatch(/^output logits = %\d+$/m);
});
