/**
 * Writes an ONNX model that answers ListOps without having been trained: of an expression it sees nothing but its first
 * operator. The smallest of many digits is likely 0, the largest 9, the median 4 or 5; of a sum modulo 10 nothing is known.
 *
 *     node first-operator.mjs model.onnx
 *     lra run --tasks listops --variants softmax,model.onnx
 */
import { writeFileSync } from "node:fs";
import { encode, ops } from "lra-harness";

const [file = "model.onnx", batch = "32", length = "64"] = process.argv.slice(2);

/** Token ids of ListOps, and how likely each answer is after them: 17 rows of 10 logits. */
const operators = { min: 11, max: 12, med: 13 };
const table = new Float32Array(17 * 10);
const prefer = (token, digit, logit) => {
  table[token * 10 + digit] = logit;
};
prefer(operators.min, 0, 3);
prefer(operators.min, 1, 2);
prefer(operators.max, 9, 3);
prefer(operators.max, 8, 2);
prefer(operators.med, 4, 2);
prefer(operators.med, 5, 2);

const tokens = ops.input("tokens", [Number(batch), Number(length)], "int32");
const first = ops.reshape(ops.slice(tokens, 1, 0, 1), [Number(batch)]);
const logits = ops.gather(ops.constant(table, [17, 10]), first); // [b, 10]
writeFileSync(file, encode({ outputs: { logits } }));
