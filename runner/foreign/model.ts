import type { DataShape } from "../../model/index.ts";
import type { Batch } from "../../tasks/index.ts";
import { microseconds, nowMs } from "../clock.ts";
import { cut } from "../cut.ts";
import type { Answer } from "../evaluator.ts";
import { saysNoMemory } from "../memory.ts";
import { openSession, read, type Session, type SessionOptions } from "../session.ts";
import { type Signature, signatureOf } from "./signature.ts";

/** A model that was made elsewhere, ready to answer. */
export interface Model {
  /** As the data asks, but for the batch, which is the model's own where it has one. */
  readonly data: DataShape;
  readonly answer: Answer;
  close(): Promise<void>;
}

/**
 * Opens an ONNX model in this process and has it answer once; a text says in one line why it cannot be run. Nothing that
 * is in it is trusted: it is opened nowhere but in a cell's own process, within the limits of time and memory.
 */
export async function openModel(
  bytes: Uint8Array,
  data: DataShape,
  where: Pick<SessionOptions, "device" | "threads" | "profile">,
): Promise<Model | string> {
  if (bytes.length === 0) return "must be an ONNX model: got an empty file";
  const session = await openSession(bytes, where).catch(reasonOf);
  if (typeof session === "string") {
    return `must be an ONNX model that ONNX Runtime opens: got "${session}"`;
  }
  const signature = signatureOf(session.ports, data);
  if (typeof signature === "string") return signature;
  const own = { ...data, batch: signature.batch };
  const answer = answerBy(session, signature);
  const fault = await answer(trial(own)).then(({ logits }) => misfit(logits, own), unanswered(own));
  return fault ?? { data: own, answer, close: session.close };
}

function answerBy(session: Session, signature: Signature): Answer {
  const { shape, isWide, hasMask, logits } = signature;
  return async ({ tokens, mask }) => {
    const start = nowMs();
    const feeds = {
      tokens: { data: tokens, shape, isWide },
      ...(hasMask ? { mask: { data: mask, shape } } : {}),
    };
    const inRun = nowMs();
    const results = await session.run(feeds);
    const inRunMs = microseconds(nowMs() - inRun);
    const numbers = (await read(results[logits]!)) as Float32Array;
    return { logits: numbers, beat: { ms: microseconds(nowMs() - start), inRunMs } };
  };
}

/** Every token id there is, one after the other. */
function trial({ batch, towers, length, vocabulary }: DataShape): Batch {
  const size = batch * towers * length;
  return {
    tokens: Int32Array.from({ length: size }, (_, i) => i % vocabulary),
    mask: new Float32Array(size).fill(1),
    labels: new Int32Array(batch),
    count: batch,
  };
}

function misfit(logits: Float32Array, { batch, classes }: DataShape): string | null {
  if (logits.length === batch * classes) return null;
  return `must give ${classes} logits for each of ${batch} examples: got ${logits.length} numbers`;
}

const unanswered =
  ({ vocabulary }: DataShape) =>
  (error: unknown): string =>
    `must answer a batch of token ids, 0 to ${vocabulary - 1}: got "${reasonOf(error)}"`;

/** Throws on what wants more memory than there is: that says nothing about the model's form. */
function reasonOf(error: unknown): string {
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
  if (saysNoMemory(reason)) throw error;
  return cut(reason, 200);
}
