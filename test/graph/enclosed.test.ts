import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import { expect, test } from "vitest";
import { ops } from "../../graph/index.ts";
import { encode } from "../../graph/onnx/index.ts";
import { openSession, read } from "../../runner/session.ts";

const graph = {
  outputs: { y: ops.add(ops.mul(ops.input("x", [2]), ops.input("w.1", [2])), ops.input("c0", [])) },
};
const values = new Map([
  ["w.1", Float32Array.of(3, 5)],
  ["c0", Float32Array.of(7)],
  ["unused", Float32Array.of(1, 2, 3)],
]);

test("values lie in the model under the names of their inputs, which are fed no more", async () => {
  const bytes = encode(graph, "g", { values });
  const { input, initializer } = fromBinary(ModelProtoSchema, bytes).graph!;
  expect(input.map(({ name }) => name)).toEqual(["x"]);
  expect(initializer.map(({ name, dims }) => [name, ...dims])).toEqual([["w.1", 2n], ["c0"]]);
  const session = await openSession(bytes, { device: "cpu", threads: 1 });
  const { y } = await session.run({ x: { data: Float32Array.of(11, 13), shape: [2] } });
  expect([...(await read(y!))]).toEqual([3 * 11 + 7, 5 * 13 + 7]);
  await session.close();
});

test("a model says of itself what it is told to, and nothing else", () => {
  const metadata = { cell: "0123", classes: '["no","yes"]' };
  const told = fromBinary(ModelProtoSchema, encode(graph, "g", { doc: "In: x.", metadata }));
  expect(told.docString).toBe("In: x.");
  expect(told.metadataProps.map(({ key, value }) => [key, value])).toEqual(
    Object.entries(metadata),
  );
  expect(encode(graph, "g", { metadata: {} })).toEqual(encode(graph, "g"));
});

test("values that do not fill their input are refused", () => {
  const short = new Map([["w.1", Float32Array.of(3)]]);
  expect(() => encode(graph, "g", { values: short })).toThrow(
    "encode: input w.1 needs 2 values for [2]: got 1.",
  );
});
