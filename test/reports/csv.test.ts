import { expect, test } from "vitest";
import type { Record } from "../../records/index.ts";
import { csv } from "../../reports/index.ts";
import { sampleRecord, sampleTest } from "../support/records.ts";

/** The lines of a CSV without quoted commas, by column name. */
function table(records: readonly Record[]): { [name: string]: string | undefined }[] {
  const [names, ...lines] = csv(records)
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  return lines.map((cells) => Object.fromEntries(names!.map((name, i) => [name, cells[i]])));
}

test("one line a record, under the names", () => {
  expect(`\n${csv([sampleRecord()])}`).toMatchInlineSnapshot(`
    "
    cell,task,task_version,task_options_json,variant,variant_sha256,variant_options_json,protocol,overrides_json,deviation,remarks,length_tokens,seed,control,device,outcome,reason,selection,accuracy_share,best_accuracy_share,best_correct_examples,best_loss_nats,best_step,last_accuracy_share,last_correct_examples,last_loss_nats,last_step,test_examples,majority_share,batch_examples,median_step_ms,timed_steps,median_evaluation_batch_ms,training_ms,training_in_run_ms,metronome_version,train_step_p50_ms,train_step_p90_ms,train_step_p99_ms,train_examples_per_second,train_tokens_per_second,train_relative_speed,train_relative_speed_low,train_relative_speed_high,train_speed_is_stable,train_host_share,train_flops_per_second,train_peak_flops_share,train_bytes_per_second,train_peak_bytes_share,train_flop_per_byte,train_bound,evaluate_step_p50_ms,evaluate_step_p90_ms,evaluate_step_p99_ms,evaluate_examples_per_second,evaluate_tokens_per_second,evaluate_relative_speed,evaluate_relative_speed_low,evaluate_relative_speed_high,evaluate_speed_is_stable,evaluate_host_share,evaluate_flops_per_second,evaluate_peak_flops_share,evaluate_bytes_per_second,evaluate_peak_bytes_share,evaluate_flop_per_byte,evaluate_bound,peak_flops_per_second,peak_bytes_per_second,train_peak_rss_bytes,evaluate_peak_rss_bytes,train_allocator_peak_bytes,train_arena_held_bytes,train_arena_slack_bytes,train_device_bytes,evaluate_device_bytes,weights_bytes,optimiser_bytes,parameters,forward_flops,train_flops,forward_moved_bytes,train_moved_bytes,forward_activation_bytes,train_activation_bytes,started_at,duration_ms,provider,threads,optimization,cpu,cores,memory_bytes,gpu,driver,os,arch,lra_version,node_version,onnxruntime_version,commit,data_fingerprint,graph_fingerprint
    8b200d64776ec401,listops,1,{},softmax,,{},quick,{},,,64,0,,cpu,ok,,best,0.43,0.43,860,1.6,100,0.42,840,1.6,200,2000,0.175,32,100,5,30.5,1000,980,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,314572800,209715200,,,,,,493824,987648,123456,400000000,1200000000,200000000,600000000,50000000,150000000,2026-01-02T03:04:05Z,61000,cpu,2,all,Example CPU,2,8589934592,,,linux 6.1,x64,0.1.0,20.20.2,1.30.0,0123abc,aaaa,bbbb
    "
  `);
});

test("a record is a line with as many cells as names", () => {
  const lines = csv([sampleRecord(), sampleRecord({ cell: { seed: 1 } })]).split("\n");
  expect(lines).toHaveLength(4);
  expect(new Set(lines.slice(0, 3).map((line) => line.split(",").length)).size).toBe(1);
  expect(lines[3]).toBe("");
});

test("numbers keep every digit, and zero is not missing", () => {
  const best = sampleTest({ correct: 1, examples: 3 });
  const stepMs = [0.1 + 0.2];
  const [row] = table([
    sampleRecord({ result: { best, stepMs, trainingMs: { inRun: 0, total: 0 } } }),
  ]);
  expect(row).toMatchObject({
    accuracy_share: "0.3333333333333333",
    median_step_ms: "0.30000000000000004",
    training_ms: "0",
  });
});

test("the headline accuracy is that of the protocol's weights", () => {
  const [row] = table([sampleRecord({ selection: "last" })]);
  expect(row).toMatchObject({
    accuracy_share: "0.42",
    best_accuracy_share: "0.43",
    last_accuracy_share: "0.42",
  });
});

test("what is missing is empty, and the outcome says why", () => {
  const outcome = { kind: "crash", exitCode: 1, signal: null, reason: "gone" } as const;
  const [row] = table([sampleRecord({ outcome, cost: null })]);
  expect(row).toMatchObject({
    outcome: "crash",
    reason: "crash: exit code 1; gone",
    accuracy_share: "",
    median_step_ms: "",
    train_peak_rss_bytes: "",
    parameters: "",
    gpu: "",
  });
});

test.each(["=1+1", "+1", "-1", "@cmd", "\tx", "＝1"])("the text %j is no formula", (variant) => {
  expect(table([sampleRecord({ cell: { variant } })])[0]!.variant).toBe(`'${variant}`);
});

test("a negative number stays one", () => {
  const best = { ...sampleTest(), loss: -0.5 };
  expect(table([sampleRecord({ result: { best } })])[0]!.best_loss_nats).toBe("-0.5");
});

test("commas, quotes and line ends stay inside their cell", () => {
  const text = csv([sampleRecord({ deviation: 'easier, "depth"\n3' })]);
  expect(text).toContain(',"easier, ""depth""\n3",');
});
