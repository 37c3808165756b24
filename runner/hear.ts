import type { ChildProcess } from "node:child_process";
import type { End } from "./ending.ts";
import { type Facts, type Message, messageSchema, noFacts, type Progress } from "./messages.ts";

/** What a process said so far. */
export interface Heard {
  readonly facts: Facts;
  /** Steps done, as last told. */
  readonly step: number | null;
  /** Why it could not write its weights; `null` where nothing was said of them. */
  readonly unkept: string | null;
  /** The last that it wrote to stderr. */
  readonly stderr: string;
}

/** What to pass on at once. */
export interface Hearing {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly onStderr?: ((text: string) => void) | undefined;
}

/** Enough for V8's last words: they end with a native stack. */
const tailLength = 8_000;

/** Listens to a cell's process: an outcome, or what is not a message, is its end. The returned function tells what was heard. */
export function hear(
  child: ChildProcess,
  end: End,
  { onProgress, onStderr }: Hearing,
): () => Heard {
  let heard: Heard = {
    facts: noFacts,
    step: null,
    unkept: null,
    stderr: "",
  };
  const note = (text: string) => {
    heard = { ...heard, stderr: (heard.stderr + text).slice(-tailLength) };
    onStderr?.(text);
  };
  const receive = (message: Message) => {
    switch (message.kind) {
      case "progress": {
        const { kind, ...progress } = message;
        heard = { ...heard, step: progress.step };
        onProgress?.(progress);
        return;
      }
      case "facts": {
        const { kind, ...facts } = message;
        heard = { ...heard, facts };
        return;
      }
      case "unkept":
        heard = { ...heard, unkept: message.reason };
        return;
      case "end":
        end({ kind: "told", outcome: message.outcome }, null);
    }
  };
  child.stderr?.setEncoding("utf8").on("data", note);
  child.on("error", ({ message }) => note(message));
  child.on("message", (said) => {
    const { success, data } = messageSchema.safeParse(said);
    if (success) receive(data);
    else end({ kind: "garbled", said: JSON.stringify(said).slice(0, 200) }, "SIGKILL");
  });
  return () => heard;
}
