import { expect, test } from "vitest";
import {
  scaling,
  scalingCsv,
  scalingSheets,
  sheetsMarkdown,
  sheetsTerminal,
} from "../../../reports/index.ts";
import { published } from "../../../reports/scaling/published.ts";
import { timed } from "../../support/sweep.ts";
import { swept } from "../../support/sweep-records.ts";

const all = scaling(swept, 200 * 2 ** 20);
const [speed, growth, benchmark] = scalingSheets(all);
const text = (sheet: typeof speed) =>
  `\n${sheetsTerminal([sheet!], Number.POSITIVE_INFINITY, false)}`;

test("speed and memory of every variant at every length, a cell without numbers with its reason", () => {
  expect(text(speed)).toMatchInlineSnapshot(`
    "
    speed and memory: text · nystromformer · batch 4 · cpu, 2 threads
    Example CPU · 2 cores · 8.00 GiB · linux 6.1 x64

    variant  length     train ms  train examples/s  train tokens/s     infer ms  infer examples/s  infer tokens/s  train memory  infer memory  train tensors  outcome
    softmax     256  15.0 ±6.7 %               267          68.3 k  5.00 ±6.7 %               800           205 k       104 MiB      52.0 MiB       1.00 MiB  timed
    softmax     512  60.0 ±6.7 %              66.7          34.1 k  20.0 ±6.7 %               200           102 k       116 MiB      58.0 MiB       4.00 MiB  timed
    softmax    1024   240 ±6.7 %              16.7          17.1 k  80.0 ±6.7 %              50.0          51.2 k       164 MiB      82.0 MiB       16.0 MiB  timed
    softmax    2048   960 ±6.7 %              4.17          8.53 k   320 ±6.7 %              12.5          25.6 k       356 MiB       178 MiB       64.0 MiB  timed
    softmax    4096            –                 –               –            –                 –               –             –             –              –  oom
    bigbird     512            –                 –               –            –                 –               –             –             –              –  unsupported
    linear      256  60.0 ±6.7 %              66.7          17.1 k  20.0 ±6.7 %               200          51.2 k       108 MiB      54.0 MiB       1.00 MiB  timed
    linear      512   120 ±6.7 %              33.3          17.1 k  40.0 ±6.7 %               100          51.2 k       116 MiB      58.0 MiB       2.00 MiB  timed
    linear     1024   240 ±6.7 %              16.7          17.1 k  80.0 ±6.7 %              50.0          51.2 k       132 MiB      66.0 MiB       4.00 MiB  timed
    linear     2048   480 ±6.7 %              8.33          17.1 k   160 ±6.7 %              25.0          51.2 k       164 MiB      82.0 MiB       8.00 MiB  timed
    linear     4096   960 ±6.7 %              4.17          17.1 k   320 ±6.7 %              12.5          51.2 k       228 MiB       114 MiB       16.0 MiB  timed

    Times are relative speeds in milliseconds, with half their 95 % interval: each step ran in turn with a metronome, whose beat is taken to be 60.0 ms throughout.
    memory: peak resident of the process in that phase; tensors: most that those of a step held at once, by ONNX Runtime's allocator.
    softmax at 4096: oom: over 2.00 GiB
    bigbird at 512: unsupported: bigbird: n must be at least 1024: got 512. Use 1024.
    "
  `);
});

test("one length has no growth, and no notes on it", () => {
  const one = swept.filter(
    ({ cell: { length, variant } }) => length === 256 && variant === "linear",
  );
  const [, alone] = scalingSheets(scaling(one));
  expect(alone!.notes).toEqual(["No growth: that takes two lengths that were measured."]);
});

test("growth beside the claim, crossover, and the longest length within the limit", () => {
  expect(text(growth)).toMatchInlineSnapshot(`
    "
    growth with length n: text · nystromformer · batch 4 · cpu, 2 threads

    variant  claimed  claim n^     train time n^     infer time n^  train tensors n^  trains faster from  infers faster from  longest in 200 MiB
    softmax  n² d            2  2.00 (2.00–2.00)  2.00 (2.00–2.00)  2.00 (2.00–2.00)                   –                   –                1024
    bigbird  n² d            2                 –                 –                 –                   –                   –                   –
    linear   n d²            1  1.00 (1.00–1.00)  1.00 (1.00–1.00)  1.00 (1.00–1.00)                1024                1024                2048

    Exponents are of time, or memory, for an example, fitted over the upper lengths: 256, 512, 1024, 2048 (softmax); 512, 1024, 2048, 4096 (linear).
    In brackets: the exponent's 95 % interval.
    The claim is of mixing alone; the times are of the whole model, whose other parts grow with n.
    Faster than softmax from this length on: between measured lengths interpolated on logarithmic axes.
    Longest in 200 MiB: of the measured lengths, the greatest whose peak resident memory in training stays within it.
    "
  `);
});

test("an exponent whose interval tells nothing is unclear", () => {
  const beats = [1, 5, 3, 16];
  const rough = [256, 512, 1024, 2048].map((length, i) =>
    timed({ variant: "local", length, beats: beats[i]!, peakMiB: 100, tensorsMiB: 1 }),
  );
  const [, sheet] = scalingSheets(scaling(rough));
  const shown = text(sheet);
  expect(shown).toMatch(/^local .* unclear \(-?\d\.\d\d–\d\.\d\d\) /m);
  expect(shown).toContain("unclear: the interval is too wide to tell a linear law from");
  expect(text(growth)).not.toContain("unclear");
});

test("the benchmark's table, its numbers beside ours", () => {
  expect(text(benchmark)).toMatchInlineSnapshot(`
    "
    the benchmark's table of training: text · nystromformer · batch 4 · cpu, 2 threads
    published: Tay et al. 2021, arXiv 2011.04006, table 2: Text, batch 32, 4 × 4 TPU v3, memory of one device

    model                          1K speed     2K speed    3K speed    4K speed         1K memory         2K memory        3K memory        4K memory
    Transformer, published       8.1 (1.0x)   4.9 (1.0x)  2.3 (1.0x)  1.4 (1.0x)   0.85 GB (1.00x)   2.65 GB (1.00x)  5.51 GB (1.00x)  9.48 GB (1.00x)
    softmax                     4.17 (1.0x)  1.04 (1.0x)           –         oom  16.0 MiB (1.00x)  64.0 MiB (1.00x)                –                –
    Local Attention, published   9.2 (1.1x)   8.4 (1.7x)  7.4 (3.2x)  7.4 (5.3x)   0.42 GB (0.49x)   0.76 GB (0.29x)  1.06 GB (0.19x)  1.37 GB (0.14x)
    Linformer, published         9.3 (1.2x)   9.1 (1.9x)  8.5 (3.7x)  7.7 (5.5x)   0.37 GB (0.44x)   0.55 GB (0.21x)  0.99 GB (0.18x)  0.99 GB (0.10x)
    Reformer, published          4.4 (0.5x)   2.2 (0.4x)  1.5 (0.7x)  1.1 (0.8x)   0.48 GB (0.56x)   0.99 GB (0.37x)  1.53 GB (0.28x)  2.28 GB (0.24x)
    Sinkhorn, published          9.1 (1.1x)   7.9 (1.6x)  6.6 (2.9x)  5.3 (3.8x)   0.47 GB (0.55x)   0.83 GB (0.31x)  1.13 GB (0.21x)  1.48 GB (0.16x)
    Synthesizer, published       8.7 (1.1x)   5.7 (1.2x)  6.6 (2.9x)  1.9 (1.4x)   0.65 GB (0.76x)   1.98 GB (0.75x)  4.09 GB (0.74x)  6.99 GB (0.74x)
    BigBird, published           7.4 (0.9x)   3.9 (0.8x)  2.7 (1.2x)  1.5 (1.1x)   0.77 GB (0.91x)   1.49 GB (0.56x)  2.18 GB (0.40x)  2.88 GB (0.30x)
    bigbird                               –            –           –           –                 –                 –                –                –
    Linear Trans., published     9.1 (1.1x)   9.3 (1.9x)  8.6 (3.7x)  7.8 (5.6x)   0.37 GB (0.44x)   0.57 GB (0.22x)  0.80 GB (0.15x)  1.03 GB (0.11x)
    linear                      4.17 (1.0x)  2.08 (2.0x)           –           –  4.00 MiB (0.25x)  8.00 MiB (0.13x)                –         16.0 MiB
    Performer, published         9.5 (1.2x)   9.4 (1.9x)  8.7 (3.8x)  8.0 (5.7x)   0.37 GB (0.44x)   0.59 GB (0.22x)  0.82 GB (0.15x)  1.06 GB (0.11x)

    speed: steps a second, and how many times the Transformer's at the same length. memory: peak, and its share of the Transformer's; ours is what a step's tensors held at once, by ONNX Runtime's allocator.
    1K is a length of 1,000 or 1,024 tokens, and so on; – was not measured.
    "
  `);
});

test("the published relative speeds agree with the published steps a second, but for the paper's rounding", () => {
  const [transformer] = published;
  for (const { title, stepsPerSecond, speedups } of published) {
    stepsPerSecond.forEach((steps, i) => {
      const off = Math.abs(steps / transformer!.stepsPerSecond[i]! - speedups[i]!);
      expect(off, `${title} at ${i + 1}K`).toBeLessThan(0.06);
    });
  }
  expect(published).toHaveLength(9);
});

test("without softmax, without its lengths, or with fixed tokens there is no such table", () => {
  const titles = (records: Parameters<typeof scaling>[0]) =>
    scalingSheets(scaling(records)).map(({ title }) => title.split(":")[0]);
  const without = ["speed and memory", "growth with length n"];
  const at = (variant: string, length: number, batch = 4) =>
    timed({ variant, length, batch, beats: 1 });
  expect(titles([at("linear", 1024)])).toEqual(without);
  expect(titles([at("softmax", 512)])).toEqual(without);
  expect(titles([at("softmax", 1024, 4), at("softmax", 2048, 2)])).toEqual(without);
  expect(titles([at("softmax", 1000)])).toEqual([...without, "the benchmark's table of training"]);
});

test("with fixed tokens the batch of each length is said", () => {
  const records = [512, 1024].map((length) =>
    timed({ variant: "softmax", length, batch: 2048 / length, beats: 1 }),
  );
  const [sheet] = scalingSheets(scaling(records));
  expect(sheet!.title).toBe(
    "speed and memory: text · nystromformer · 2048 tokens a batch · cpu, 2 threads",
  );
  expect(sheet!.columns[2]!.title).toBe("batch");
  expect(sheet!.rows.map(({ cells }) => cells[2])).toEqual(["4", "2"]);
});

test("a speed whose interval is wide is unstable, and a note says what helps", () => {
  const record = timed({ variant: "softmax", length: 512, beats: 1, isStable: false });
  const [sheet] = scalingSheets(scaling([record]));
  expect(sheet!.rows[0]).toMatchObject({ tone: "doubtful" });
  expect(sheet!.rows[0]!.cells.at(-1)).toBe("unstable");
  expect(sheet!.notes.join()).toContain("unstable: the rounds of a run do not settle");
  expect(sheet!.notes.join()).not.toContain("no interval");
});

test("a speed of few rounds has no interval, which is said in place of unstable", () => {
  const record = timed({ variant: "softmax", length: 512, beats: 1, rounds: 3, isStable: false });
  const [sheet] = scalingSheets(scaling([record]));
  expect(sheet!.rows[0]).toMatchObject({ tone: "doubtful" });
  expect(sheet!.rows[0]!.cells.at(-1)).toBe("no interval");
  expect(sheet!.notes.join()).toContain("no interval: fewer than six rounds");
  expect(sheet!.notes.join()).not.toContain("unstable");
});

/** Two lengths, the longer one of linear known badly: growth and the benchmark's table. */
function doubtful() {
  const records = [1024, 2048].flatMap((length) => [
    timed({ variant: "softmax", length, beats: length / 512 }),
    timed({ variant: "linear", length, beats: 1, isStable: length !== 2048 }),
  ]);
  const [, growth, benchmark] = scalingSheets(scaling(records));
  const rowOf = (sheet: typeof growth) => sheet!.rows.find(({ cells }) => cells[0] === "linear")!;
  return { growth: growth!, benchmark: benchmark!, rowOf };
}

test("growth that hangs on an unstable speed is marked, and a note explains the mark", () => {
  const { growth, rowOf } = doubtful();
  expect(rowOf(growth).tone).toBe("doubtful");
  expect(rowOf(growth).cells.slice(3)).toEqual(["~0.00", "~0.00", "0.00", "~always", "~always"]);
  expect(growth.rows[0]!.cells.slice(3, 5)).toEqual(["1.00", "1.00"]);
  expect(growth.rows[0]!.tone).toBe("plain");
  expect(growth.notes).toContain("~: from a speed that is not known to within ±2 %.");
  expect(scalingSheets(all)[1]!.notes.join()).not.toContain("~");
});

test("so is the benchmark's table, where either of two speeds is unstable", () => {
  const { benchmark, rowOf } = doubtful();
  expect(rowOf(benchmark).cells.slice(1, 3)).toEqual(["50.0 (2.0x)", "~50.0 (4.0x)"]);
  expect(benchmark.notes).toContain("~: from a speed that is not known to within ±2 %.");
  const base = [
    timed({ variant: "softmax", length: 1024, beats: 2, rounds: 1, isStable: false }),
    timed({ variant: "linear", length: 1024, beats: 1 }),
  ];
  expect(rowOf(scalingSheets(scaling(base))[2]!).cells[1]).toBe("~50.0 (2.0x)");
  expect(scalingSheets(all)[2]!.notes.join()).not.toContain("~");
});

test("two lengths have no interval, and no note claims one", () => {
  const { growth } = doubtful();
  expect(growth.notes.slice(0, 2)).toEqual([
    "Exponents are of time, or memory, for an example, fitted over the upper lengths: 1024, 2048 (softmax, linear).",
    "An exponent of two lengths has no interval.",
  ]);
});

test("tensors fitted over more lengths than the times are named apart", () => {
  const records = [512, 1024, 2048].map((length) =>
    timed({ variant: "softmax", length, beats: length, rounds: length === 2048 ? 3 : 8 }),
  );
  const [, growth] = scalingSheets(scaling(records));
  expect(growth!.notes[0]).toContain(
    "upper lengths: 512, 1024 (softmax); 512, 1024, 2048 (tensors of softmax).",
  );
});

test("rows that were not measured alike are said to be so", () => {
  const versions = { lra: "0.1.0", node: "20.20.2", onnxruntime: "1.29.0", task: 1 };
  const records = [
    timed({ variant: "softmax", length: 256, beats: 1 }),
    timed({ variant: "linear", length: 256, beats: 1 }, { versions }),
  ];
  expect(scalingSheets(scaling(records))[0]!.notes.join()).toContain(
    "Compare with care, rows were not measured alike: onnxruntime 1.29.0, 1.30.0.",
  );
});

test("CSV: a line a cell, full precision, empty where there is nothing", () => {
  const [head, ...lines] = scalingCsv(all).trim().split("\n");
  const names = head!.split(",");
  const at = (line: string, name: string) => line.split(",").at(names.indexOf(name) - names.length);
  expect(lines).toHaveLength(swept.length);
  const [softmax] = lines.filter((line) => line.includes(",softmax,") && line.includes(",2048,"));
  expect(at(softmax!, "train_beats")).toBe("16");
  expect(at(softmax!, "train_measured_step_ms")).toBe("320");
  expect(at(softmax!, "train_allocator_peak_bytes")).toBe(String(64 * 2 ** 20));
  expect(Number(at(softmax!, "train_time_exponent"))).toBeCloseTo(2, 9);
  expect(at(softmax!, "train_time_exponent_is_stable")).toBe("true");
  expect(at(softmax!, "train_faster_from_is_stable")).toBe("");
  expect(at(softmax!, "claimed_exponent")).toBe("2");
  expect(at(softmax!, "longest_tokens")).toBe("1024");
  const failed = lines.find((line) => line.includes(",oom,"))!;
  expect([at(failed, "train_beats"), at(failed, "train_peak_rss_bytes")]).toEqual(["", ""]);
});

test("names from outside stay text: no formula, no cell's end, no order to a terminal", () => {
  const hostile = scaling([
    timed({ variant: "=cmd|' /C'!A1\u001b[2J\n| <b>", length: 64, beats: 1 }),
  ]);
  expect(scalingCsv(hostile)).toMatch(/,"?'=cmd/);
  const sheets = scalingSheets(hostile);
  expect(sheetsTerminal(sheets, 80, false)).not.toContain("\u001b");
  const row = sheetsMarkdown(sheets)
    .split("\n")
    .find((line) => line.includes("=cmd"));
  expect(row).toMatch(/^\| =cmd\\\|' \/C'!A1 \\\| &lt;b> \| 64 \|/);
});
