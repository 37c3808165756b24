import type { z } from "zod";
import type { Cell } from "../records/index.ts";
import { UsageError } from "../records/index.ts";
import { planSweep, type SweepRequest } from "../runner/index.ts";
import { readFlagsAs } from "./config.ts";
import { requestOf } from "./request.ts";
import { defaults, list, longest, settingsSchema, whole } from "./settings.ts";
import { durationMs } from "./units.ts";

const { length, timeout, memory, protocol } = settingsSchema.shape;
const lengths = `whole numbers from 1 to ${longest}, as 256,512,1024`;

const sweepSchema = settingsSchema
  .omit({ tasks: true, seeds: true, length: true, control: true })
  .extend({
    task: protocol,
    /** Tokens of a document. */
    lengths: list(whole(lengths, 1, longest), lengths),
    /** Examples in a batch; `null`: as `tokens` asks. */
    batch: length,
    /** Tokens in a batch; `null`: as `batch` asks. Of both one is given. */
    tokens: length,
    /** For timing one kind of step of one cell. */
    timing: timeout,
    /** That the longest length is looked for within; `null`: it is not looked for. */
    maxMemory: memory,
  });
/** What describes a sweep, by its flags. */
export type SweepSettings = z.infer<typeof sweepSchema>;

/** Flags as commander gives them over what holds without them. Throws UsageError with every fault. */
export function readSweep(flags: Readonly<Record<string, unknown>>): SweepSettings {
  const given = readFlagsAs(sweepSchema, flags);
  const lengths = given.tokens ? powersOfTwo : usualLengths;
  const settings = { ...sweepDefaults(), lengths, ...given };
  const { batch, tokens } = settings;
  if (tokens === null) return { ...settings, batch: batch ?? usualBatch };
  if (batch === null) return settings;
  throw new UsageError(
    `sweep: either examples or tokens of a batch must be fixed: got --batch ${batch} and --tokens ${tokens}. Leave one out.`,
  );
}

const usualBatch = 4;

const powersOfTwo = [256, 512, 1024, 2048, 4096];

/** With the four lengths of the benchmark's table, of which one divides no usual number of tokens. */
const usualLengths = [256, 512, 1024, 2048, 3072, 4096];

/** The benchmark's own task for speed, on models that fit a processor. */
function sweepDefaults(): Omit<SweepSettings, "lengths"> {
  const { tasks: _, seeds: _seeds, length: _length, control: _control, ...common } = defaults();
  return {
    ...common,
    protocol: "nystromformer",
    task: "text",
    variants: ["softmax", "linear", "local"],
    batch: null,
    tokens: null,
    timing: "2s",
    maxMemory: null,
    weights: false,
  };
}

/** The cells that settings ask for. Throws UsageError. */
export function sweepCells(settings: SweepSettings): readonly Cell[] {
  const { task, lengths, timing, ...common } = settings;
  const ofRun = { tasks: [task], seeds: [], length: null, control: null };
  const request = requestOf({ ...common, ...ofRun });
  return planSweep({
    ...request,
    task,
    lengths,
    fixed: fixedBy(settings),
    timingMs: durationMs(timing)!,
  });
}

const fixedBy = ({ batch, tokens }: SweepSettings): SweepRequest["fixed"] =>
  tokens === null ? { kind: "batch", examples: batch ?? usualBatch } : { kind: "tokens", tokens };
