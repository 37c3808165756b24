import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { misplacement, readProfile } from "../../runner/profile.ts";

const kernel = (
  op: string,
  provider: string,
  ts: number,
  dur: number,
  memory?: [string, string],
) => ({
  cat: "Node",
  name: `7_${op}_kernel_time`,
  ts,
  dur,
  args: {
    op_name: op,
    provider: `${provider}ExecutionProvider`,
    ...(memory ? { mem_in_use_peak: memory[0], mem_arena_held: memory[1] } : {}),
  },
});
const run = (ts: number, dur: number) => ({ cat: "Session", name: "model_run", ts, dur, args: {} });

test("a profile is of the last run: nodes, their places and times; the allocator's figures are of all runs", () => {
  const events = [
    { cat: "Session", name: "session_initialization", ts: 1, dur: 5 },
    kernel("MatMul", "CPU", 11, 900, ["4096", "8192"]),
    run(10, 950),
    kernel("MatMul", "CPU", 1001, 500, ["4000", "8192"]),
    kernel("MatMul", "CPU", 1502, 300, ["4000", "8192"]),
    kernel("TopK", "WebGpu", 1803, 200, ["4000", "8192"]),
    run(1000, 1010),
  ];
  expect(readProfile(JSON.stringify(events), "cpu")).toEqual({
    nodes: 3,
    placed: 2,
    shareOfTime: 0.8,
    elsewhere: { TopK: 1 },
    kernelMs: { MatMul: 0.8, TopK: 0.2 },
    allocator: { peakBytes: 4096, arenaBytes: 8192 },
  });
});

test("a provider without an allocator of its own has no figures", () => {
  const events = [run(1, 20), kernel("Add", "WebGpu", 2, 3)];
  expect(readProfile(JSON.stringify(events), "webgpu").allocator).toBeNull();
});

test("numbers of another device are named with the ops to blame", () => {
  const profile = {
    nodes: 9,
    placed: 5,
    shareOfTime: 0.42,
    elsewhere: { TopK: 1, GatherND: 3 },
    kernelMs: {},
    allocator: null,
  };
  expect(misplacement(profile, "webgpu")).toBe(
    "only 42 % of the kernels' time was spent on webgpu, not 90 %: elsewhere ran 3 GatherND, 1 TopK",
  );
  expect(misplacement({ ...profile, shareOfTime: 0.9 }, "webgpu")).toBeNull();
});

test("a profile that shows half of the time elsewhere ends in a line with the ops to blame, commonest first", () => {
  const events = [
    run(0, 1000),
    kernel("MatMul", "WebGpu", 1, 400),
    kernel("TopK", "CPU", 402, 250),
    kernel("Round", "CPU", 653, 40),
    kernel("Round", "CPU", 694, 60),
    kernel("Mul", "WebGpu", 755, 50),
  ];
  const profile = readProfile(JSON.stringify(events), "webgpu");
  expect(misplacement(profile, "webgpu")).toBe(
    "only 56 % of the kernels' time was spent on webgpu, not 90 %: elsewhere ran 2 Round, 1 TopK",
  );
  expect(misplacement(readProfile(JSON.stringify(events), "cpu"), "cpu")).toContain(
    "elsewhere ran 1 MatMul, 1 Mul",
  );
});

/** Two runs of `where(p < 0 or p > 0, softplus(p), p) · x`, `p = x · x` [256, 256], on a software device; as it was written. */
const ofWebgpu = readFileSync(new URL("fixtures/webgpu-profile.json", import.meta.url), "utf8");

test("times of a GPU are its own, not those of the host that sends kernels off", () => {
  const profile = readProfile(ofWebgpu, "webgpu");
  expect(profile).toMatchObject({ nodes: 9, placed: 9, shareOfTime: 1, elsewhere: {} });
  expect(profile.kernelMs).toEqual({
    MatMul: expect.closeTo(149.986 + 152.565, 9),
    Less: expect.closeTo(0.302, 9),
    Not: expect.closeTo(0.191 + 0.188, 9),
    Greater: expect.closeTo(0.262, 9),
    And: expect.closeTo(0.236, 9),
    Softplus: expect.closeTo(0.73, 9),
    Where: expect.closeTo(0.445, 9),
  });
});

test("beside them a short op on the processor is a small share, and a long one is found", () => {
  const withRound = (microseconds: number) => {
    const events = [...JSON.parse(ofWebgpu), kernel("Round", "CPU", 1_329_100, microseconds)];
    return readProfile(JSON.stringify(events), "webgpu");
  };
  const short = withRound(100); // the host took 273 µs to send the other nine off
  expect(short).toMatchObject({ nodes: 10, placed: 9, elsewhere: { Round: 1 } });
  expect(short.shareOfTime).toBeGreaterThan(0.999);
  expect(short.kernelMs.Round).toBe(0.1);
  expect(misplacement(short, "webgpu")).toBeNull();
  expect(misplacement(withRound(100_000), "webgpu")).toContain(": elsewhere ran 1 Round");
});

test("a profile without kernels does not pass for one on the device", () => {
  const events = [{ cat: "Session", name: "model_run", ts: 1, dur: 9 }];
  expect(misplacement(readProfile(JSON.stringify(events), "webgpu"), "webgpu")).toBe(
    "the profile names no kernels: whether they ran on webgpu is not known",
  );
});
