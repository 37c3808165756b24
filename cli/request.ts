import { overridableSchema } from "../model/index.ts";
import { UsageError, unknown } from "../records/index.ts";
import type { Request } from "../runner/index.ts";
import type { Settings } from "./settings.ts";
import { durationMs, sizeBytes } from "./units.ts";

/**
 * Settings as the runner wants them: `set` sorted into options of tasks, of variants, and numbers of the protocol. Throws a
 * UsageError that names the near miss for a path that begins as none of them.
 */
export function requestOf({
  set,
  timeout,
  memory,
  output: _folder,
  weights: _isKept,
  ...rest
}: Settings): Request {
  for (const path of Object.keys(set)) refuseStray(path);
  return {
    ...rest,
    taskOptions: optionsOf("task", set),
    variantOptions: optionsOf("variant", set),
    overrides: Object.fromEntries(Object.entries(set).filter(([path]) => !ofOptions.test(path))),
    budget: {
      timeoutMs: durationMs(timeout)!,
      memoryBytes: memory === null ? null : sizeBytes(memory)!,
    },
  };
}

function refuseStray(path: string): void {
  const [word = ""] = path.split(".");
  if (numbers.includes(word) || ofOptions.test(path)) return;
  if (kinds.includes(word)) throw new UsageError(`set: need ${word}.NAME.OPTION: got "${path}".`);
  throw new UsageError(unknown("setting", word, [...kinds, ...numbers]));
}

const kinds: readonly string[] = ["task", "variant"];

/** Of the protocol; the length is a setting of its own. */
const numbers = Object.keys(overridableSchema.shape);

/** A variant's path ends where its file does: `variant../mine.js.width`. */
const ofOptions = /^(task|variant)\.(.+?\.(?:js|mjs|onnx)|[^.]+)\.(.+)$/;

/** `{"task.listops.maxDepth": 3}` as `{listops: {maxDepth: 3}}`, for one of the two kinds. */
function optionsOf(kind: string, set: Settings["set"]): Request["taskOptions"] {
  const options: Record<string, Settings["set"]> = {};
  for (const [path, value] of Object.entries(set)) {
    const [, found, name, option] = ofOptions.exec(path) ?? [];
    if (found === kind) options[name!] = { ...options[name!], [option!]: value };
  }
  return options;
}
