import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema, type ValueInfoProto } from "onnx-buf";
import { describe, expect, test } from "vitest";
import { type Graph, ops } from "../../graph/index.ts";
import { encode, encodeLoop } from "../../graph/onnx/index.ts";
import { openSession, read } from "../../runner/session.ts";

const { add, input, mul, reduceSum } = ops;

type Names = readonly [string, string, string];

/** `x ← a x + b`, with `Σ x` and `2 b` seen on the way. */
function recurrence(names: Names = ["x", "a", "b"]): Graph {
  const [x, a, b] = [input(names[0], [2]), input(names[1], []), input(names[2], [2])];
  const total = reduceSum(x, undefined, false);
  return { outputs: { total, after: add(mul(x, a), b), twice: mul(b, 2) } };
}

const options = { carried: { x: "after" }, steps: 3, count: "steps" };

const floats = (shape: readonly number[], ...numbers: readonly number[]) => ({
  data: Float32Array.from(numbers),
  shape,
});

/** Shapes and numbers of what comes out after so many steps. */
async function runLoop(model: Uint8Array, steps: number, [x, a, b]: Names = ["x", "a", "b"]) {
  const session = await openSession(model, { device: "cpu", threads: 1 });
  const results = await session.run({
    [x]: floats([2], 1, 2),
    [a]: floats([3], 2, 3, 5),
    [b]: floats([3, 2], 10, 20, 30, 40, 50, 60),
    steps: { data: Int32Array.of(steps), shape: [] },
  });
  const seen: Record<string, unknown> = {};
  for (const [name, handle] of Object.entries(results)) {
    seen[name] = [handle.dims, [...(await read(handle))]];
  }
  await session.close();
  return seen;
}

describe("steps are taken one after the other: what is carried goes on, the rest is stacked", () => {
  test("as many as there is room for", async () => {
    expect(await runLoop(encodeLoop(recurrence(), options), 3)).toEqual({
      after: [[2], [380, 620]],
      total: [[3], [3, 36, 178]],
      twice: [
        [3, 2],
        [20, 40, 60, 80, 100, 120],
      ],
    });
  });

  test("fewer, and none", async () => {
    const model = encodeLoop(recurrence(), options);
    expect(await runLoop(model, 1)).toEqual({
      after: [[2], [12, 24]],
      total: [[1], [3]],
      twice: [
        [1, 2],
        [20, 40],
      ],
    });
    expect(await runLoop(model, 0)).toMatchObject({ after: [[2], [1, 2]], total: [[0], []] });
  });
});

/** The encoded model, as protobuf reads it. */
function parsed(graph: Graph) {
  const model = fromBinary(ModelProtoSchema, encodeLoop(graph, options));
  const loop = model.graph!.node.find(({ opType }) => opType === "Loop")!;
  return { model, outer: model.graph!, loop, body: loop.attribute[0]!.g! };
}

/** A value's name, ONNX's code of its type, and its axes. */
function declared({ name, type }: ValueInfoProto): readonly (string | number)[] {
  const tensor = type!.value.value as {
    elemType: number;
    shape: { dim: { value: { value: bigint | string } }[] };
  };
  const axis = (value: bigint | string) => (typeof value === "string" ? value : Number(value));
  return [name, tensor.elemType, ...tensor.shape.dim.map(({ value }) => axis(value.value))];
}

test("a Loop around the step's own nodes, in the same opset", () => {
  const graph = recurrence();
  const { model, outer, loop, body } = parsed(graph);
  expect(outer.node.map(({ opType }) => opType)).toEqual(["Cast", "Loop"]);
  expect([loop.input.slice(1), loop.output]).toEqual([
    ["", "x"],
    ["after", "total", "twice"],
  ]);
  const plain = fromBinary(ModelProtoSchema, encode(graph));
  expect(model.opsetImport).toEqual(plain.opsetImport);
  const opsOf = ({ node }: typeof body) => node.map(({ opType }) => opType);
  expect(opsOf(body)).toEqual(["Gather", "Gather", ...opsOf(plain.graph!), "Identity"]);
  expect([...outer.input, ...outer.output].map(declared)).toEqual([
    ["x", 1, 2],
    ["a", 1, 3],
    ["b", 1, 3, 2],
    ["steps", 6],
    ["after", 1, 2],
    ["total", 1, "steps"],
    ["twice", 1, "steps", 2],
  ]);
});

test("no value has the name of another, inside or out", async () => {
  const { outer, body } = parsed(recurrence());
  const made = [outer, body].flatMap(({ node, input, initializer }) => [
    ...node.flatMap(({ output }) => output),
    ...input.map(({ name }) => name),
    ...initializer.map(({ name }) => name),
  ]);
  expect(new Set(made).size).toBe(made.length);
  const hard: Names = ["steps.int64", "goesOn", "iteration"];
  const carried = { [hard[0]]: "after" };
  const model = encodeLoop(recurrence(hard), { ...options, carried });
  expect(await runLoop(model, 3, hard)).toEqual(
    await runLoop(encodeLoop(recurrence(), options), 3),
  );
});

test("what a step does not read is carried all the same", async () => {
  const graph = { outputs: { after: mul(input("b", [2]), input("a", [])) } };
  expect(await runLoop(encodeLoop(graph, options), 2)).toEqual({ after: [[2], [90, 120]] });
});

test("the same graph is the same bytes; another number of steps is not", () => {
  const model = encodeLoop(recurrence(), options);
  expect(encodeLoop(recurrence(), options)).toEqual(model);
  expect(encodeLoop(recurrence(), { ...options, steps: 4 })).not.toEqual(model);
  expect(encodeLoop(recurrence(), options, "other")).not.toEqual(model);
});

describe("what cannot be encoded", () => {
  const grows: Graph = { outputs: { after: ops.concat([input("x", [2]), input("b", [1])], 0) } };
  test.each([
    {
      what: "no steps",
      change: { steps: 0 },
      message: "encodeLoop: steps must be a whole number from 1 on: got 0.",
    },
    {
      what: "a carried input that does not come out",
      change: { carried: { x: "next" } },
      message: 'encodeLoop: "x" must come out of the graph: got no output "next".',
    },
    {
      what: "a carried input that comes out in another shape",
      graph: grows,
      message:
        "encodeLoop: what is carried must keep its type and shape: got x float32 [2] and after float32 [3].",
    },
    {
      what: "a count named like an input",
      change: { count: "b" },
      message: 'encode: names of inputs and outputs must differ: got "b" twice. Rename one.',
    },
    {
      what: "two inputs carried to one output",
      change: { carried: { x: "after", b: "after" } },
      message: 'encode: names of inputs and outputs must differ: got "after" twice. Rename one.',
    },
  ])("$what", ({ graph = recurrence(), change, message }) => {
    expect(() => encodeLoop(graph, { ...options, ...change })).toThrow(message);
  });
});
