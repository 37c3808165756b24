import { createHash } from "node:crypto";
import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UsageError } from "../../records/index.ts";
import {
  readWeights,
  requireWeights,
  saveWeights,
  weightsFingerprint,
} from "../../runner/weights.ts";
import { emptyFolder } from "../cli/lra.ts";

const slot = (name: string, shape: readonly number[]) =>
  ({ name, shape, init: { kind: "constant", value: 0 } }) as const;
const stateless = { parameters: [slot("b", [2]), slot("a", [])], states: [] };
const stateful = { ...stateless, states: [slot("s", [1, 2])] };
const parameters = Float32Array.of(1.5, -2, 1e-30);
const states = Float32Array.of(0.1, Number.MAX_VALUE);

test("weights come back as they were, and their folder is made", () => {
  const folder = join(emptyFolder(), "weights");
  saveWeights(folder, "aa", { parameters, states });
  saveWeights(folder, "bb", { parameters, states: null });
  expect(readdirSync(folder).toSorted()).toEqual(["aa.f32", "bb.f32"]);
  expect(readWeights(requireWeights(folder, "aa"), stateful)).toEqual({ parameters, states });
  expect(readWeights(requireWeights(folder, "bb"), stateless)).toEqual({
    parameters,
    states: null,
  });
});

test("the file is float32, little-endian, parameters before states", () => {
  const folder = emptyFolder();
  saveWeights(folder, "aa", { parameters: Float32Array.of(1), states: Float32Array.of(-2) });
  expect(readFileSync(join(folder, "aa.f32")).toString("hex")).toBe("0000803f000000c0");
});

test("a cell that ran again has its new weights", () => {
  const folder = emptyFolder();
  saveWeights(folder, "aa", { parameters, states: null });
  saveWeights(folder, "aa", { parameters: parameters.map((w) => w + 1), states: null });
  const { parameters: read } = readWeights(requireWeights(folder, "aa"), stateless);
  expect(read[0]).toBe(2.5);
});

test("weights with a fingerprint are these or none", () => {
  const folder = emptyFolder();
  const weights = { parameters, states };
  saveWeights(folder, "aa", weights);
  const file = requireWeights(folder, "aa");
  const fingerprint = weightsFingerprint(weights);
  expect(fingerprint).toBe(createHash("sha256").update(readFileSync(file)).digest("hex"));
  expect(readWeights(file, stateful, fingerprint)).toEqual(weights);
  const bytes = readFileSync(file);
  bytes[5]! ^= 1;
  writeFileSync(file, bytes);
  expect(() => readWeights(file, stateful, fingerprint)).toThrow(
    new UsageError(
      `${file}: must hold the weights that its cell ended with: got others. Run the cell again.`,
    ),
  );
});

test("a cell without weights is refused by the name of the file", () => {
  const folder = emptyFolder();
  expect(() => requireWeights(folder, "aa")).toThrow(UsageError);
  expect(() => requireWeights(folder, "aa")).toThrow(
    `cell aa: must have its weights in ${folder}/aa.f32: got no such file. It ran with --no-weights, or elsewhere: run it again, or choose another cell.`,
  );
});

test.each([
  ["cut short", stateless, 11],
  ["of another model", stateful, 12],
])("a file %s is refused with both sizes", (_, step, size) => {
  const folder = emptyFolder();
  saveWeights(folder, "aa", { parameters, states: null });
  const file = requireWeights(folder, "aa");
  truncateSync(file, size);
  const wanted = step === stateful ? 20 : 12;
  const read = () => readWeights(file, step);
  expect(read).toThrow(UsageError);
  expect(read).toThrow(
    `${file}: must have ${wanted} bytes, 4 for each number of its model: got ${size}. Run the cell again.`,
  );
});

test("where weights cannot be written, it says so and nothing stays", () => {
  const cwd = emptyFolder();
  const folder = join(cwd, "weights");
  writeFileSync(folder, "a file");
  const save = () => saveWeights(folder, "aa", { parameters, states: null });
  expect(save).toThrow(UsageError);
  expect(save).toThrow(
    /weights\/aa\.f32: must be writable: got EEXIST.*\. Make room there, or leave weights out: --no-weights\.$/,
  );
  expect(readdirSync(cwd)).toEqual(["weights"]);
});
