import type { Record } from "../../records/index.ts";
import { machineOf } from "../machine.ts";

/** The machine, and the programs that are not in the repository: a change of either is no commit's doing. */
export function surroundingsOf({ machine, versions, provider }: Record) {
  return {
    ...machineOf({ machine, adapter: provider.adapter }),
    system: `${machine.os} ${machine.arch}`,
    onnxruntime: versions.onnxruntime,
    provider: provider.name,
    optimization: provider.optimization,
  };
}

/** What is not the same in two, as `onnxruntime: 1.29.0 → 1.30.0`. */
export function changesBetween(before: Record, after: Record): readonly string[] {
  const [left, right] = [surroundingsOf(before), surroundingsOf(after)];
  const names = Object.keys(left) as (keyof typeof left)[];
  return names
    .filter((name) => left[name] !== right[name])
    .map((name) => `${name}: ${left[name]} → ${right[name]}`);
}

/** On one line: `Example CPU · 2 cores · 8.00 GiB · linux 6.1 x64 · onnxruntime 1.30.0`. */
export function placeText(record: Record): string {
  const { processor, cores, memory, GPU, driver, system, onnxruntime } = surroundingsOf(record);
  const gpu = GPU === "none" ? [] : [GPU, driver];
  return [processor, `${cores} cores`, memory, ...gpu, system, `onnxruntime ${onnxruntime}`].join(
    " · ",
  );
}
