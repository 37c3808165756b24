import { expect, test } from "vitest";
import { z } from "zod";
import {
  badge,
  bmf,
  compare,
  comparisonBadge,
  comparisonJunit,
  comparisonMetrics,
  githubBenchmark,
  junit,
  openMetrics,
} from "../../../reports/index.ts";
import { arena } from "../../support/arena.ts";
import { run, runs } from "../../support/compared.ts";
import { sampleRecord } from "../../support/records.ts";
import { parseOpenMetrics } from "./openmetrics.ts";
import { childrenOf, parseXml, type XmlElement } from "./xml.ts";

/** What a name may try: markup, quotes, other lines, other commands, no letters at all. */
const hostile = `./a"b'<c>&d]]>\\\n::error::x\u0000\u001b[31m\uD800{}=,.js`;
const attack = sampleRecord({
  cell: { variant: hostile, variantSha256: "0".repeat(64), task: "list<ops>" },
});

const finite = z.number();
const bmfSchema = z.record(
  z.string().min(1).max(1024),
  z.record(
    z.string().regex(/^[a-z0-9-]{1,64}$/),
    z.strictObject({
      value: finite,
      lower_value: finite.optional(),
      upper_value: finite.optional(),
    }),
  ),
);

test("BMF has every figure of every cell that came to numbers, within its interval", () => {
  const records = [run("softmax", 5, { speed: 4 }), ...arena];
  const benchmarks = bmfSchema.parse(JSON.parse(bmf(records)));
  expect(Object.keys(benchmarks)).toHaveLength(records.length);
  const timed = benchmarks["quick/listops/softmax/64/seed 5/cpu"]!;
  expect(timed["training-work"]!.value).toBeCloseTo(0.25, 1);
  expect(timed.error).toMatchObject({ value: 0.57 });
  for (const { value, lower_value, upper_value } of Object.values(timed)) {
    expect(lower_value ?? value).toBeLessThanOrEqual(value);
    expect(upper_value ?? value).toBeGreaterThanOrEqual(value);
  }
  const crashed = benchmarks["quick/listops/reformer/64/seed 0/cpu"]!;
  expect(Object.keys(crashed)).toEqual(["activations", "parameters", "training-flops"]);
});

test("a name is that of one record: what it lacks is added", () => {
  const other = sampleRecord({ cell: { threads: 1 } });
  const elsewhere = { ...other, machine: { ...other.machine, cpu: "Another CPU" } };
  const alone = sampleRecord({ cell: { seed: 7, overrides: { steps: 9 } } });
  const names = Object.keys(
    JSON.parse(bmf([sampleRecord(), other, elsewhere, alone])) as Record<string, object>,
  );
  const id = sampleRecord().cell.id;
  expect(names[0]).toBe(`quick/listops/softmax/64/seed 0/cpu, cell ${id}`);
  expect(names[1]).toContain(`cell ${other.cell.id}, {"arch":"x64","cores":2,"cpu":"Example CPU"`);
  expect(names[2]).toContain('"cpu":"Another CPU"');
  expect(names[3]).toBe("quick steps=9/listops/softmax/64/seed 7/cpu");
});

const benchmarkSchema = z.array(
  z.strictObject({
    name: z.string().min(1),
    unit: z.string().min(1),
    value: finite,
    range: z.string().optional(),
    extra: z.string(),
  }),
);

test("github-action-benchmark has a number of a name each, of which less is better", () => {
  const entries = benchmarkSchema.parse(JSON.parse(githubBenchmark([...arena, attack])));
  expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
  expect(entries[0]).toMatchObject({
    name: "quick/listops/softmax/64/seed 0/cpu: error",
    unit: "ratio",
    value: 0.55,
  });
  expect(entries.map(({ name }) => name).join()).not.toMatch(/\p{Cc}/u);
});

const badgeSchema = z.strictObject({
  schemaVersion: z.literal(1),
  label: z.string(),
  message: z.string().min(1),
  color: z.enum(["brightgreen", "orange", "red"]),
});

test("badges say how many cells have numbers, and what a comparison found", () => {
  const read = (text: string) => badgeSchema.parse(JSON.parse(text));
  expect(read(badge(arena))).toMatchObject({ message: "9 of 16 cells", color: "orange" });
  expect(read(badge([sampleRecord()]))).toMatchObject({ color: "brightgreen" });
  expect(read(badge([]))).toMatchObject({ message: "0 of 0 cells", color: "orange" });
  const same = compare([sampleRecord()], [sampleRecord()]);
  expect(read(comparisonBadge(same)).color).toBe("brightgreen");
  const gone = compare([sampleRecord(), run("linear", 0)], [run("linear", 0)]);
  expect(read(comparisonBadge(gone))).toMatchObject({ color: "red" });
  expect(read(comparisonBadge(compare([], [])))).toMatchObject({ message: "nothing to compare" });
});

test("OpenMetrics has a gauge of each figure, and what a label says is read as it was", () => {
  const families = parseOpenMetrics(openMetrics([...arena, attack]));
  const errors = families.get("lra_error_ratio")!;
  expect(errors.unit).toBe("ratio");
  expect(errors.samples[0]).toMatchObject({
    labels: { task: "listops", variant: "softmax", length: "64", seed: "0", device: "cpu" },
    value: 0.55,
  });
  expect(errors.samples.at(-1)!.labels.variant).toBe(`a"b'<c>&d]]>\\ ::error::x \uFFFD{}=,.js`);
  const cells = families.get("lra_cells")!.samples;
  expect(cells.find(({ labels }) => labels.outcome === "crash")!.value).toBe(2);
});

test("OpenMetrics of a comparison counts its verdicts", () => {
  const slow = compare(
    runs(),
    runs((variant) => (variant === "local" ? { speed: 1 } : {})),
  );
  const families = parseOpenMetrics(comparisonMetrics(slow));
  const words = families.get("lra_findings")!.samples;
  expect(words.find(({ labels }) => labels.word === "worse")!.value).toBe(2);
  expect(families.get("lra_gain_ratio")!.samples.length).toBeGreaterThan(20);
  expect(comparisonMetrics(compare([], []))).toMatch(/ 0\n# EOF\n$/);
});

/** The document's one suite, after its counts have been counted again. */
function suiteOf(text: string): XmlElement {
  const root = parseXml(text);
  expect(root.name).toBe("testsuites");
  const [suite] = childrenOf(root);
  const cases = childrenOf(suite!);
  const count = (name: string) =>
    String(cases.filter((each) => childrenOf(each)[0]!.name === name).length);
  expect(suite!.attributes).toMatchObject({
    tests: String(cases.length),
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  });
  return suite!;
}

const endsOf = (suite: XmlElement, of: RegExp) =>
  childrenOf(suite)
    .filter(({ attributes }) => of.test(`${attributes.classname} ${attributes.name}`))
    .map((each) => [childrenOf(each)[0]!.name, childrenOf(each)[0]!.attributes.type]);

const messageOf = (suite: XmlElement, of: RegExp) => {
  const found = childrenOf(suite).find(({ attributes }) =>
    of.test(`${attributes.classname} ${attributes.name}`),
  );
  return childrenOf(found!)[0]!.attributes.message;
};

test("JUnit has a test case a cell, which ends as the cell did", () => {
  const suite = suiteOf(junit(arena));
  expect(childrenOf(suite)).toHaveLength(arena.length);
  expect(endsOf(suite, /softmax.*seed 0/)).toEqual([["system-out", undefined]]);
  expect(endsOf(suite, /bigbird.*seed 0/)).toEqual([["skipped", "unsupported"]]);
  expect(endsOf(suite, /performer.*seed 0/)).toEqual([["failure", "InvalidResult"]]);
  expect(endsOf(suite, /reformer.*seed 0/)).toContainEqual(["error", "NoResult"]);
  expect(childrenOf(suite)[0]!.attributes.time).toBe("61.000");
});

test("JUnit fails what got worse by its kind, and skips what does not compare", () => {
  const bits = (right: number) => Array.from({ length: 2000 }, (_, i) => i < right);
  const base = runs(() => ({ bits: bits(1500) }));
  const next = runs((variant) => ({
    bits: bits(variant === "fnet" ? 1000 : 1500),
    ...(variant === "local" ? { speed: 1 } : {}),
  }));
  const suite = suiteOf(comparisonJunit(compare(base, next.slice(1))));
  expect(endsOf(suite, /fnet.* accuracy$/)).toEqual([["failure", "AccuracyRegression"]]);
  expect(endsOf(suite, /local.* training speed$/)).toEqual([["failure", "PerformanceRegression"]]);
  expect(messageOf(suite, /local.* training speed$/)).toMatch(/^worse by [45]\d\.\d %$/);
  expect(endsOf(suite, /softmax.* outcome, seed 0$/)).toEqual([["error", "NoResult"]]);
  const machine = { ...base[0]!.machine, cpu: "Another CPU" };
  const apart = suiteOf(
    comparisonJunit(
      compare(
        base,
        base.map((one) => ({ ...one, machine })),
      ),
    ),
  );
  expect(endsOf(apart, /softmax.* training speed$/)).toEqual([["skipped", "NotComparable"]]);
  expect(messageOf(apart, /softmax.* training speed$/)).toBe("not comparable");
});

test("JUnit of a hostile name is one document with that name in it", () => {
  const [testcase] = childrenOf(suiteOf(junit([attack])));
  expect(testcase!.attributes.name).toContain(`a"b'<c>&d]]>\\ ::error::x \uFFFD{}=,.js`);
  expect(testcase!.attributes.classname).toBe("list<ops>");
});
