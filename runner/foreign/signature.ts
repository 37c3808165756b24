import { sizeOf } from "../../graph/index.ts";
import type { DataShape } from "../../model/index.ts";
import type { Port, Session } from "../session.ts";

/** How a model that was made elsewhere is fed and read. */
export interface Signature {
  /** Examples in a batch: its own number, or the protocol's where it takes any. */
  readonly batch: number;
  /** `[b, n]`, or `[b, 2, n]` of two towers; of the mask too. */
  readonly shape: readonly number[];
  /** Whether it takes token ids as 64-bit integers. */
  readonly isWide: boolean;
  readonly hasMask: boolean;
  /** Name of its output. */
  readonly logits: string;
}

/** What a model's inputs and output are; a text says in one line what they should be and are not. */
export function signatureOf(
  { inputs, outputs }: Session["ports"],
  data: DataShape,
): Signature | string {
  const tokens = inputs.find(({ name }) => name === "tokens");
  const mask = inputs.find(({ name }) => name === "mask");
  const strangers = inputs.filter((port) => port !== tokens && port !== mask);
  const [logits, ...others] = outputs;
  const free = data.towers === 1 ? ["b", data.length] : ["b", 2, data.length];
  const isMet =
    tokens !== undefined &&
    ["int32", "int64"].includes(tokens.type ?? "") &&
    agrees(tokens, free) &&
    (mask === undefined || (mask.type === "float32" && agrees(mask, free))) &&
    strangers.length === 0 &&
    logits?.type === "float32" &&
    (logits.shape.length === 0 || agrees(logits, ["b", data.classes])) &&
    others.length === 0;
  if (!isMet) {
    const shape = `[${free.join(", ")}]`;
    return (
      `need an input tokens (int32 or int64) ${shape}, at will a mask (float32) ${shape}, and one output ` +
      `(float32) [b, ${data.classes}]: got ${listed(inputs)} to ${listed(outputs)}`
    );
  }
  const batch = [tokens, mask, logits].map((port) => port?.shape[0]).find(isFixed) ?? data.batch;
  const shape = data.towers === 1 ? [batch, data.length] : [batch, 2, data.length];
  if (sizeOf(shape) > mostTokens) {
    return `need a batch of at most ${mostTokens} token ids: got tokens [${shape.join(", ")}]`;
  }
  return {
    batch,
    shape,
    isWide: tokens.type === "int64",
    hasMask: mask !== undefined,
    logits: logits.name,
  };
}

/** What an array of int32 holds at most, 2 GiB. */
const mostTokens = 2 ** 29;

/** A dimension that a model leaves free agrees with any number, and any number with one that we leave free. */
const agrees = ({ shape }: Port, wanted: readonly (number | string)[]): boolean =>
  shape.length === wanted.length &&
  shape.every((n, axis) => !isFixed(n) || typeof wanted[axis] === "string" || n === wanted[axis]);

/** ONNX Runtime says −1 of a dimension that has neither number nor name. */
const isFixed = (n: number | string | undefined): n is number => typeof n === "number" && n > 0;

const listed = (ports: readonly Port[]): string =>
  ports
    .map(
      ({ name, type, shape }) =>
        `${name} (${type ?? "no tensor"}) [${shape.map(named).join(", ")}]`,
    )
    .join(", ") || "nothing";

const named = (n: number | string): string => (isFixed(n) ? String(n) : String(n || "?"));
