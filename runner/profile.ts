import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Profile } from "../records/index.ts";
import type { Batch } from "../tasks/index.ts";
import type { DeviceName } from "./devices.ts";
import { openEvaluator } from "./evaluator.ts";
import type { Experiment } from "./experiment.ts";
import type { Weights } from "./feeds.ts";
import { openTrainer } from "./trainer.ts";

/** A training step in a session of its own, the second of two: the first makes buffers. */
export const profileTraining = (
  { model, training, graphs, where, seed }: Omit<Experiment, "splits">,
  batch: Batch,
): Promise<Profile> =>
  profiled(where, async (profile) => {
    const { optimiser, steps } = training;
    const options = { ...where, data: model.data, optimiser, steps, seed, profile };
    const trainer = await openTrainer(graphs.train, graphs.encoded, options);
    await trainer.step(batch);
    await trainer.step(batch);
    await trainer.close();
  });

/** Why answers were not given on their device, by the second of two in a session of their own; `null` when they were. */
export async function misplacedAnswers(
  { model, graphs, where, seed }: Omit<Experiment, "splits">,
  weights: Weights,
  batch: Batch,
): Promise<string | null> {
  if (where.device === "cpu") return null;
  const answering = await profiled(where, async (profile) => {
    const options = { ...where, profile };
    const evaluator = await openEvaluator(graphs.evaluation, model.data, seed, options);
    await evaluator.answer(weights, batch);
    await evaluator.answer(weights, batch);
    await evaluator.close();
  });
  const reason = misplacement(answering, where.device);
  return reason && `answering: ${reason}`;
}

/** Of a session that is opened and closed in `work`, with this beginning of the path of its profile: its last run. */
export async function profiled(
  { device }: Experiment["where"],
  work: (profile: string) => Promise<void>,
): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), "lra-profile-"));
  try {
    await work(join(folder, "step"));
    const [file] = await readdir(folder);
    return readProfile(await readFile(join(folder, file!), "utf8"), device);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of the time inside kernels, what must be spent on the asked provider. */
const leastShare = 0.9;

/** Why a cell's numbers are not those of its device; `null` when they are. */
export function misplacement(
  { nodes, shareOfTime, elsewhere }: Profile,
  device: DeviceName,
): string | null {
  if (nodes === 0)
    return `the profile names no kernels: whether they ran on ${device} is not known`;
  if (shareOfTime >= leastShare) return null;
  const ops = Object.entries(elsewhere).sort(([, a], [, b]) => b - a);
  const blamed = ops.map(([op, nodes]) => `${nodes} ${op}`).join(", ");
  const percent = Math.round(100 * shareOfTime);
  return `only ${percent} % of the kernels' time was spent on ${device}, not ${100 * leastShare} %: elsewhere ran ${blamed}`;
}

const providers = {
  cpu: "CPUExecutionProvider",
  webgpu: "WebGpuExecutionProvider",
  cuda: "CUDAExecutionProvider",
} satisfies Record<DeviceName, string>;

const bytes = z.coerce.number().int().nonnegative().optional();

const eventSchema = z.object({
  cat: z.string().optional(),
  name: z.string(),
  /** Microseconds. */
  ts: z.number().default(0),
  dur: z.number().default(0),
  args: z
    .object({
      provider: z.string().optional(),
      op_name: z.string().optional(),
      mem_in_use_peak: bytes,
      mem_arena_held: bytes,
    })
    .default({}),
});
type Event = z.output<typeof eventSchema>;

/**
 * Reads what ONNX Runtime wrote, the last run of it; the allocator's figures are of all runs. Times of a GPU's kernels are
 * the GPU's own where the file has them, as on WebGPU with timestamps; else those of the host that sent them off.
 */
export function readProfile(profile: string, device: DeviceName): Profile {
  const events = z.array(eventSchema).parse(JSON.parse(profile));
  const begin = events.findLast(({ name }) => name === "model_run")?.ts ?? 0;
  const all = events.filter(({ cat, name }) => cat === "Node" && name.endsWith("_kernel_time"));
  const kernels = all.filter(({ ts }) => ts >= begin);
  const placed = kernels.filter(({ args }) => args.provider === providers[device]);
  const elsewhere = kernels.filter(({ args }) => args.provider !== providers[device]);
  const programs = events.filter(({ cat, ts }) => cat === "Api" && ts >= begin);
  const ours = programs.length > 0 ? programs : placed;
  const timed = [...ours, ...elsewhere];
  const peakBytes = Math.max(...all.map(({ args }) => args.mem_in_use_peak ?? 0));
  const arenaBytes = Math.max(...all.map(({ args }) => args.mem_arena_held ?? 0));
  return {
    nodes: kernels.length,
    placed: placed.length,
    shareOfTime: timed.length === 0 ? 0 : time(ours) / Math.max(time(timed), 1),
    elsewhere: byOp(elsewhere, () => 1),
    kernelMs: byOp(timed, ({ dur }) => dur / 1000),
    allocator: peakBytes > 0 ? { peakBytes, arenaBytes } : null,
  };
}

const time = (kernels: readonly Event[]): number => kernels.reduce((sum, { dur }) => sum + dur, 0);

function byOp(kernels: readonly Event[], amount: (kernel: Event) => number) {
  const sums: Record<string, number> = {};
  for (const kernel of kernels) {
    const op = opOf(kernel);
    sums[op] = (sums[op] ?? 0) + amount(kernel);
  }
  return sums;
}

/** A program on a GPU is called `node&op&program`; a node may take several. */
const opOf = ({ name, args }: Event): string => args.op_name ?? name.split("&").at(-2) ?? name;
