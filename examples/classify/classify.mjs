/**
 * Answers a ListOps expression with a model that `lra export` wrote, by onnxruntime-node and nothing else:
 *
 *     lra run --protocol quick --tasks listops --variants softmax
 *     lra export <cell> --output model.onnx
 *     node classify.mjs model.onnx "[MAX 2 9 [MIN 4 7 ] 0 ]"
 *
 * Prints the answer and how sure the model is of it.
 */
import * as ort from "onnxruntime-node";

/** The words by their ids; 0 is padding. */
const words = ["", ..."0123456789", "[MIN", "[MAX", "[MED", "[SM", "]"];

const [file, expression] = process.argv.slice(2);
if (!file || !expression) refuse('usage: node classify.mjs MODEL "[MAX 2 9 ]"');

const session = await ort.InferenceSession.create(file).catch(({ message }) => refuse(message));
const [{ shape }] = session.inputMetadata;
if (shape[0] !== 1) refuse(`need a model that takes one document: got one that takes ${shape[0]}`);
const tokens = new ort.Tensor("int32", encode(expression, shape.at(-1)), shape);
const { logits } = await session.run({ tokens });
const shares = softmax([...logits.data]);
const answer = shares.indexOf(Math.max(...shares));
console.log(`${answer} (${(100 * shares[answer]).toFixed(1)} %)`);

/** Token ids, filled up with 0 to `length`. */
function encode(text, length) {
  const ids = text.trim().split(/\s+/).map(idOf);
  if (ids.length > length) refuse(`need at most ${length} words: got ${ids.length}`);
  return Int32Array.from({ length }, (_, i) => ids[i] ?? 0);
}

function idOf(word) {
  const id = words.indexOf(word);
  return id > 0 ? id : refuse(`need ${words.slice(1).join(" ")}: got "${word}"`);
}

function softmax(scores) {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

function refuse(message) {
  console.error(message);
  process.exit(2);
}
