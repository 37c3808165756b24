import type { Request } from "../runner/index.ts";
import type { Settings } from "./settings.ts";
import { durationMs, sizeBytes } from "./units.ts";

/** Settings as the runner wants them: `set` sorted into options of tasks, of variants, and numbers of the protocol. */
export function requestOf({ set, timeout, memory, output: _, ...rest }: Settings): Request {
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

const ofOptions = /^(task|variant)\.([^.]+)\.(.+)$/;

/** `{"task.listops.maxDepth": 3}` as `{listops: {maxDepth: 3}}`, for one of the two kinds. */
function optionsOf(kind: string, set: Settings["set"]): Request["taskOptions"] {
  const options: Record<string, Settings["set"]> = {};
  for (const [path, value] of Object.entries(set)) {
    const [, found, name, option] = ofOptions.exec(path) ?? [];
    if (found === kind) options[name!] = { ...options[name!], [option!]: value };
  }
  return options;
}
