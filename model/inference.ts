import { ops, type Tensor } from "../graph/index.ts";
import { openLedger } from "./ledger.ts";
import { logits, type ModelSpec } from "./network.ts";
import { names, type Step } from "./steps.ts";

/**
 * The trained model for a program that has nothing of ours: `tokens [b, n]` (int32; `[b, 2, n]` for two towers) to
 * `logits [b, c]`. It sees for itself what is padding: all behind `documentLength` tokens or, where that is `null`, every
 * 0 but for the first token of a document. Each parameter, state and random input is an input of its own name.
 */
export function inferenceStep(spec: ModelSpec, documentLength: number | null): Step {
  const { batch, towers, length } = spec.data;
  const shape = towers === 1 ? [batch, length] : [batch, towers, length];
  const tokens = ops.input(names.tokens, shape, "int32");
  const ledger = openLedger(null);
  const scores = logits(spec, tokens, maskOf(tokens, documentLength), false, ledger);
  const { parameters, parameterTensors, states, randoms } = ledger;
  const graph = { outputs: { [names.logits]: scores }, parameters: parameterTensors };
  return { graph, parameters, states, randoms };
}

/** 1 on tokens, 0 on padding, as in a batch of training: no document is masked throughout. */
function maskOf(tokens: Tensor, documentLength: number | null): Tensor {
  const n = tokens.shape.at(-1)!;
  const upTo = (end: number) => Float32Array.from({ length: n }, (_, i) => Number(i < end));
  if (documentLength !== null)
    return ops.expand(ops.constant(upTo(documentLength), [n]), tokens.shape);
  const isToken = ops.cast(ops.greater(tokens, 0), "float32");
  return ops.maximum(isToken, ops.constant(upTo(1), [n]));
}
