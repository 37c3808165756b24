import type { NodeProto, TensorProto } from "onnx-buf";
import type { DType } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import type { Data, Node, Shape, Tensor } from "../tensor.ts";
import { type OnnxForm, onnxForm } from "./forms.ts";
import { nodeProto, tensorProto } from "./messages.ts";

/** One pass over the nodes: gives names in topological order, collects protobuf messages. */
export class Writer {
  readonly nodes: NodeProto[] = [];
  readonly initializers: TensorProto[] = [];
  readonly #names = new Map<Tensor, string>();
  readonly #taken = new Set<string>();
  readonly #transposed = new Map<string, string>();
  /** Small constants by content, bit for bit, so that every 0.5 is stored once. */
  readonly #pool = new Map<string, string>();

  /** A name given by hand: whoever wants it again is refused. */
  claim(name: string | null): string {
    if (!name)
      throw new ShapeError("encode: every input and output needs a name: got one without.");
    if (this.#taken.has(name)) {
      throw new ShapeError(
        `encode: names of inputs and outputs must differ: got "${name}" twice. Rename one.`,
      );
    }
    this.#taken.add(name);
    return name;
  }

  /** This name, lengthened until no other value has it. */
  fresh(wanted: string): string {
    let name = wanted;
    while (this.#taken.has(name)) name += "_";
    this.#taken.add(name);
    return name;
  }

  /** From here on `t` is the value of this name. */
  bind(t: Tensor, name: string): void {
    this.#names.set(t, name);
  }

  write(node: Node): void {
    if (node.op === "Custom") this.#alias(node as Node & Node<"Custom">);
    else if (node.op === "MatMul") this.#matmul(node as Node & Node<"MatMul">);
    else this.#plain(node);
  }

  /** The values of `t` under the name of a graph output. */
  publish(output: string, t: Tensor): void {
    this.#emit({ op: "Identity", inputs: [t], attributes: {} }, [output]);
  }

  push(
    op: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: OnnxForm["attributes"],
  ): void {
    this.nodes.push(nodeProto(`${this.nodes.length}_${op}`, op, inputs, outputs, attributes));
  }

  #plain(node: Node): void {
    this.#emit(
      onnxForm(node),
      node.outputs.map((y) => this.#result(y, node.op)),
    );
  }

  /** A custom node's outputs are its last inputs by other names. */
  #alias(node: Node<"Custom">): void {
    node.outputs.forEach((y, i) => {
      this.#names.set(y, this.#nameOf(node.inputs[node.attrs.primals + i]!));
    });
  }

  /** ONNX's MatMul cannot transpose; two transposed matrices can be Gemm. The CPU and CUDA providers fold Transpose in. */
  #matmul(node: Node<"MatMul">): void {
    const [a, b] = node.inputs as [Tensor, Tensor];
    const { transA, transB } = node.attrs;
    const output = this.#result(node.outputs[0]!, "MatMul");
    if ((transA || transB) && a.shape.length === 2 && b.shape.length === 2) {
      const attributes = { transA: Number(transA), transB: Number(transB) };
      this.push("Gemm", [this.#nameOf(a), this.#nameOf(b)], [output], attributes);
    } else {
      const left = transA ? this.#swapped(a) : this.#nameOf(a);
      const right = transB ? this.#swapped(b) : this.#nameOf(b);
      this.push("MatMul", [left, right], [output], {});
    }
  }

  /** `x` with its last two axes exchanged, made once. */
  #swapped(x: Tensor): string {
    const from = this.#nameOf(x);
    const known = this.#transposed.get(from);
    if (known) return known;
    const name = this.fresh(`${from}_T`);
    this.#transposed.set(from, name);
    const rank = x.shape.length;
    const perm = [...x.shape.keys()].map((axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
    this.push("Transpose", [from], [name], { perm });
    return name;
  }

  #emit(form: OnnxForm, outputs: readonly string[]): void {
    const inputs = form.inputs.map((x) => {
      if ("int64s" in x) return this.#int64(x.int64s, x.scalar ? [] : [x.int64s.length]);
      return this.#nameOf(x);
    });
    this.push(form.op, inputs, outputs, form.attributes);
  }

  #nameOf(t: Tensor): string {
    const known = this.#names.get(t);
    if (known) return known;
    if (!t.data)
      throw new ShapeError(`encode: ${t.name ?? t.maker?.op} is used before it is made.`);
    const name = this.#constant(t.data, t.shape, t.dtype);
    this.#names.set(t, name);
    return name;
  }

  #result(t: Tensor, op: string): string {
    const name = this.fresh(`t${this.#names.size}_${op}`);
    this.#names.set(t, name);
    return name;
  }

  #int64(values: readonly number[], shape: Shape): string {
    return this.#constant(Int32Array.from(values), shape, "int64");
  }

  #constant(data: Data, shape: Shape, dtype: DType): string {
    const key = data.length <= 16 ? `${dtype}[${shape.join(",")}]${bytesOf(data)}` : null;
    const known = key === null ? undefined : this.#pool.get(key);
    if (known) return known;
    const name = this.fresh(`c${this.initializers.length}`);
    if (key !== null) this.#pool.set(key, name);
    this.initializers.push(tensorProto(name, data, shape, dtype));
    return name;
  }
}

/** As text: of numbers -0 would read as 0, and one NaN as another. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Data): string =>
  new Uint8Array(buffer, byteOffset, byteLength).join(",");
