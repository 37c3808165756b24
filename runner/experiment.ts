import type { ModelSpec, Step, Training } from "../model/index.ts";
import type { BatchShape, Dataset } from "../tasks/index.ts";
import type { OpenMetronome } from "./metronome.ts";
import type { progressOf } from "./progress.ts";
import type { SessionOptions } from "./session.ts";

/** A cell made ready: data, graphs and where they run. */
export interface Experiment {
  readonly model: ModelSpec;
  readonly training: Training;
  readonly graphs: {
    readonly train: Step;
    /** The training graph as ONNX. */
    readonly encoded: Uint8Array;
    readonly evaluation: Step;
  };
  readonly where: Pick<SessionOptions, "device" | "threads">;
  readonly seed: number;
  readonly splits: Dataset["splits"];
  readonly progress: ReturnType<typeof progressOf>;
  /** Least time for the metronome beside training, and beside inference; 0: there is none, and no speed. */
  readonly timingMs: number;
  readonly openMetronome: OpenMetronome;
}

/** What a batch of the model's holds. */
export const shapeOf = ({ data: { batch, towers, length } }: ModelSpec): BatchShape => ({
  rows: batch,
  towers,
  length,
});
