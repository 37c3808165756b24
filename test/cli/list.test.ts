import { expect, test } from "vitest";
import { protocols } from "../../model/index.ts";
import { tasks } from "../../tasks/index.ts";
import { variants } from "../../variants/index.ts";
import { lra } from "./lra.ts";

test.each([
  ["tasks", Object.keys(tasks)],
  ["variants", Object.keys(variants)],
  ["protocols", Object.keys(protocols)],
])("lra list %s names each, as a table and as JSON", async (what, names) => {
  const [table, json] = await Promise.all([lra(["list", what]), lra(["list", what, "--json"])]);
  const rows = table.stdout.trimEnd().split("\n").slice(1);
  expect(rows.map((row) => row.split(" ")[0])).toEqual(names);
  const entries = JSON.parse(json.stdout) as { readonly name: string }[];
  expect(entries.map(({ name }) => name)).toEqual(names);
  expect([table.code, table.stderr, json.code, json.stderr]).toEqual([0, "", 0, ""]);
});

test("lra list variants gives title, year, cost and paper", async () => {
  const { stdout } = await lra(["list", "variants"]);
  const [titles, softmax] = stdout.split("\n").map((line) => line.split(/ {2,}/));
  expect(titles).toEqual(["name", "title", "year", "cost", "paper"]);
  expect(softmax).toEqual(["softmax", "Transformer", "2017", "n² d", "arXiv 1706.03762, eq. 1"]);
});

test("colours come when they are asked for", async () => {
  const coloured = await lra(["list", "variants"], { env: { FORCE_COLOR: "1" } });
  expect(coloured.stdout.startsWith("\x1b[2mname")).toBe(true);
  const refused = await lra(["list", "variants", "--no-color"], { env: { FORCE_COLOR: "1" } });
  expect(refused.stdout.startsWith("name")).toBe(true);
});

test("lra doctor finds the processor working, and says how to get what is missing", async () => {
  const { code, stdout } = await lra(["doctor", "--json"]);
  const findings = JSON.parse(stdout) as { name: string; works: boolean; detail: string }[];
  expect(code).toBe(0);
  expect(findings.filter(({ name }) => ["cpu", "charts"].includes(name))).toEqual([
    { name: "cpu", works: true, detail: "the processor; comes with onnxruntime-node" },
    { name: "charts", works: true, detail: "PNG pictures can be drawn" },
  ]);
  const detail = (name: string) => findings.find((finding) => finding.name === name)?.detail;
  if (!findings.find(({ name }) => name === "cuda")!.works) {
    expect(detail("cuda")).toMatch(
      /^(no|ONNX Runtime has|the) .*\. (.*Run .*|It takes .*|Update .*)\.$/,
    );
  }
  expect(detail("cpu peaks")).toMatch(
    /^[\d.]+ GFLOP\/s in matrix products \([\d.]+ to [\d.]+ in 3 tries\), [\d.]+ GB\/s in copies \([\d.]+ to [\d.]+ in 3 tries\)$/,
  );
  expect(detail("auto")).toMatch(/^takes (cpu|webgpu|cuda): ./);
});
