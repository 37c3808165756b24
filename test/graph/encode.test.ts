import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import { describe, expect, test } from "vitest";
import { gradients, ops, type Tensor } from "../../graph/index.ts";
import { encode } from "../../graph/onnx/index.ts";
import { normals } from "../support/numbers.ts";
import { run } from "../support/run.ts";

const { add, input, matmul, mul, softmax } = ops;
const numbers = async (...args: Parameters<typeof run>) => (await run(...args)).map((v) => [...v]);

/** The encoded graph, as protobuf reads it. */
const graphOf = (outputs: Readonly<Record<string, Tensor>>) =>
  fromBinary(ModelProtoSchema, encode({ outputs })).graph!;
const opsOf = (outputs: Readonly<Record<string, Tensor>>) =>
  graphOf(outputs).node.map((node) => node.opType);

describe("the same graph is the same bytes", () => {
  const attention = (scale: number) => {
    const [q, k] = [input("q", [2, 3, 5]), input("k", [2, 7, 5])];
    const y = softmax(mul(matmul(q, k, { transB: true }), scale));
    const [dq, dk] = gradients(ops.reduceSum(mul(y, y)), [q, k]);
    return { outputs: { y, dq: dq!, dk: dk! } };
  };

  test("encoded twice, built twice", () => {
    const graph = attention(0.5);
    const bytes = encode(graph);
    expect(encode(graph)).toEqual(bytes);
    expect(encode(attention(0.5))).toEqual(bytes);
  });

  test("and another is not", () => {
    expect(encode(attention(0.25))).not.toEqual(encode(attention(0.5)));
    expect(encode(attention(0.5), "other")).not.toEqual(encode(attention(0.5)));
  });
});

test("inputs and outputs have their names, types and shapes; the rest is opset 18", () => {
  const ids = input("ids", [3], "int32");
  const model = fromBinary(
    ModelProtoSchema,
    encode({ outputs: { rows: ops.gather(input("table", [7, 5]), ids) } }),
  );
  const shapes = [...model.graph!.input, ...model.graph!.output].map(({ name, type }) => {
    const tensor = type!.value.value as {
      elemType: number;
      shape: { dim: { value: { value: bigint } }[] };
    };
    return [name, tensor.elemType, ...tensor.shape.dim.map((d) => Number(d.value.value))];
  });
  expect(shapes).toEqual([
    ["table", 1, 7, 5],
    ["ids", 6, 3],
    ["rows", 1, 3, 5],
  ]);
  expect(model.opsetImport.map(({ domain, version }) => [domain, version])).toEqual([["", 18n]]);
});

describe("constants", () => {
  test("small ones are stored once, by content, type and shape", () => {
    const x = input("x", [2, 3]);
    const y = add(mul(add(x, 0.5), 0.5), ops.constant(Float32Array.of(0.5), [1]));
    expect(graphOf({ y }).initializer.map((c) => c.dims)).toEqual([[], [1n]]);
  });

  test("-0 is not 0, and NaN only itself", async () => {
    const vector = (value: number) => ops.constant(Float32Array.of(value), [1]);
    const poles = [-0, 0, Number.NaN, 0, -0].map((value) => ops.div(1, vector(value)));
    const signs = [-Infinity, Infinity, Number.NaN, Infinity, -Infinity];
    expect(await numbers(poles, {})).toEqual(signs.map((value) => [value]));
    const outputs = Object.fromEntries(poles.entries());
    expect(graphOf(outputs).initializer).toHaveLength(4); // 1, -0, 0 and NaN
    const [quiet, other] = [0x7fc00000, 0x7fc00001].map((bits) =>
      ops.constant(new Float32Array(Uint32Array.of(bits).buffer), [1]),
    );
    expect(graphOf({ y: add(quiet!, other!) }).initializer).toHaveLength(2);
  });

  test("large ones are stored as often as they were made", () => {
    const big = () => ops.constant(new Float32Array(17), [17]);
    const same = big();
    expect(graphOf({ y: add(same, same) }).initializer).toHaveLength(1);
    expect(graphOf({ y: add(big(), big()) }).initializer).toHaveLength(2);
  });

  test("every type arrives", async () => {
    const ys = [
      ops.constant(Float32Array.of(1.5, -2), [2]),
      ops.constant(Int32Array.of(3, -4), [2]),
      ops.constant(Int32Array.of(5, -6), [2], "int64"),
      ops.constant(Uint8Array.of(1, 0), [2]),
    ];
    expect(await numbers(ys, {})).toEqual([
      [1.5, -2],
      [3, -4],
      [5, -6],
      [1, 0],
    ]);
  });
});

test("an input and one tensor twice can be outputs", async () => {
  const x = input("x", [2]);
  const y = add(x, 1);
  expect(await numbers([x, y, y], { x: [1, 2] })).toEqual([
    [1, 2],
    [2, 3],
    [2, 3],
  ]);
});

test("a custom node is its inner outputs by other names", () => {
  const x = input("x", [2]);
  const y = ops.customGradient([x], [mul(x, x)], ([dy]) => [dy!])[0]!;
  expect(opsOf({ y: add(y, 1) })).toEqual(["Mul", "Add", "Identity"]);
});

test("transposed matrices are one Gemm; of more axes, a transposition made once", () => {
  const [a, b] = [input("a", [3, 5]), input("b", [3, 5])];
  expect(opsOf({ y: matmul(a, b, { transB: true }) })).toEqual(["Gemm", "Identity"]);
  expect(opsOf({ y: matmul(a, ops.transpose(b)) })).toEqual(["Transpose", "MatMul", "Identity"]);
  const c = input("c", [2, 3, 5]);
  const twice = add(matmul(c, c, { transB: true }), matmul(add(c, 1), c, { transB: true }));
  expect(opsOf({ y: twice }).filter((op) => op === "Transpose")).toHaveLength(1);
});

test("names that the encoder would give itself may be the user's", async () => {
  const names = ["c0", "t1_Add", "q", "q_T", "q_T_"];
  const feeds = Object.fromEntries(names.map((name, i) => [name, normals(i, 18)]));
  const sumOver = (as: readonly string[]) => {
    const [c0, t1, q, qT, qT2] = as.map((name) => input(name, [2, 3, 3]));
    const product = matmul(q!, add(qT!, qT2!), { transA: true });
    return add(add(add(c0!, 1), t1!), product);
  };
  const plainNames = ["v", "w", "x", "y", "z"];
  const plain = Object.fromEntries(plainNames.map((name, i) => [name, normals(i, 18)]));
  expect(await run([sumOver(names)], feeds)).toEqual(await run([sumOver(plainNames)], plain));
  expect(opsOf({ c0: sumOver(plainNames) })).toContain("Identity");
});

describe("what cannot be encoded", () => {
  test.each([
    {
      what: "two inputs of one name",
      outputs: { y: add(input("x", [2]), input("x", [2])) },
      message: 'encode: names of inputs and outputs must differ: got "x" twice. Rename one.',
    },
    {
      what: "an output named like an input",
      outputs: { x: add(input("x", [2]), 1) },
      message: 'encode: names of inputs and outputs must differ: got "x" twice. Rename one.',
    },
    {
      what: "an input without a name",
      outputs: { y: add(input("", [2]), 1) },
      message: "encode: every input and output needs a name: got one without.",
    },
  ])("$what", ({ outputs, message }) => {
    expect(() => encode({ outputs })).toThrow(message);
  });
});
