/** The one door to onnxruntime-node. */
import * as ort from "onnxruntime-node";
import type { Data, Shape } from "../graph/index.ts";
import type { DeviceName } from "./devices.ts";
import { optimizationLevel } from "./provider.ts";

/** Numbers with their shape, as they cross into and out of ONNX Runtime. */
export interface Value {
  readonly data: Data;
  readonly shape: Shape;
  /** Whether integers are to be 64-bit ones. */
  readonly isWide?: boolean;
}

/** A value that stays where the provider made it (on a GPU, in its memory) and can be fed back as it is. */
export type Handle = ort.Tensor;

export type Feeds = Readonly<Record<string, Value | Handle>>;

export interface SessionOptions {
  readonly device: DeviceName;
  readonly threads: number;
  /** Names of outputs to be left on the device, to be fed to the next run. */
  readonly resident?: readonly string[];
  /** Write a profile to files beginning with this path; `close` completes it. */
  readonly profile?: string;
}

/** An input or output as the model declares it. */
export interface Port {
  readonly name: string;
  /** ONNX Runtime's word: `float32`, `int64`; `null` for what is no tensor. */
  readonly type: string | null;
  /** A free dimension has a name, which may be empty. */
  readonly shape: readonly (number | string)[];
}

export interface Session {
  /** Names that `run` wants fed. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly ports: { readonly inputs: readonly Port[]; readonly outputs: readonly Port[] };
  /** Compute the named outputs (all, when none are named). Blocks the event loop until it is done. */
  run(feeds: Feeds, wanted?: readonly string[]): Promise<Readonly<Record<string, Handle>>>;
  close(): Promise<void>;
}

/** Load an encoded graph. Throws what the runtime says when the device or a kernel is missing. */
export async function openSession(model: Uint8Array, options: SessionOptions): Promise<Session> {
  const session = await ort.InferenceSession.create(model, {
    executionProviders: [options.device],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: optimizationLevel,
    // Patterns preallocate for the worst order of all nodes: nearly twice the peak memory, for no speed.
    enableMemPattern: false,
    // Threads wait for the next run without turning in circles, which would take a core from whatever else runs
    // meanwhile: a step beside the metronome's idle session took half as long again.
    extra: { session: { force_spinning_stop: "1" } },
    logSeverityLevel: 3,
    ...(options.profile ? { enableProfiling: true, profileFilePrefix: options.profile } : {}),
    ...(options.resident && options.device === "webgpu"
      ? { preferredOutputLocation: residence(options.resident) }
      : {}),
  });
  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    ports: {
      inputs: session.inputMetadata.map(portOf),
      outputs: session.outputMetadata.map(portOf),
    },
    async run(feeds, wanted) {
      collect();
      const results = await session.run(tensors(feeds), [...(wanted ?? session.outputNames)]);
      for (const { location, size } of Object.values(results)) {
        if (location === "cpu") litterBytes += bytesPerNumber * size;
      }
      return results;
    },
    close: async () => {
      if (options.profile) session.endProfiling();
      await session.release();
    },
  };
}

/** Has ONNX Runtime list the hardware that it discovers on stderr; to be called before the first session. */
export function tellHardware(): void {
  ort.env.logLevel = "info";
}

const bytesPerNumber = 4;
const mostLitterBytes = 64 * 2 ** 20;
let litterBytes = 0;

/**
 * What runs give back are copies that lie about until garbage is collected, which V8 would put off for hundreds of MiB where
 * it has no threads to do it on. Only where the process may ask for it, as those that are measured may.
 */
function collect(): void {
  if (litterBytes < mostLitterBytes || !globalThis.gc) return;
  globalThis.gc();
  litterBytes = 0;
}

/** The numbers behind a handle that was not left on a device; fetch.ts reads the others. */
export const read = async (handle: Handle): Promise<Data> => (await handle.getData()) as Data;

/** Gives back what a handle holds on its device; it must not be fed or read again. Numbers read from it stay. */
export const release = (handle: Handle): void => handle.dispose();

function portOf(value: ort.InferenceSession.ValueMetadata): Port {
  if (!value.isTensor) return { name: value.name, type: null, shape: [] };
  return { name: value.name, type: value.type, shape: value.shape };
}

const residence = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, "gpu-buffer" as const]));

const tensors = (feeds: Feeds): Record<string, ort.Tensor> =>
  Object.fromEntries(
    Object.entries(feeds).map(([name, value]) => [name, isHandle(value) ? value : tensorOf(value)]),
  );

export const isHandle = (value: Value | Handle): value is Handle => value instanceof ort.Tensor;

function tensorOf({ data, shape, isWide }: Value): ort.Tensor {
  if (isWide) return new ort.Tensor("int64", BigInt64Array.from(data, BigInt), shape);
  if (data instanceof Float32Array) return new ort.Tensor("float32", data, shape);
  if (data instanceof Int32Array) return new ort.Tensor("int32", data, shape);
  return new ort.Tensor("bool", data, shape);
}
