import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Record, readRecords } from "../../records/index.ts";
import { type Ended, lra } from "./lra.ts";

/** A cell and its control in one folder. */
const cwd = mkdtempSync(join(tmpdir(), "lra-"));
const usual = ["run", "--protocol", "smoke", "--tasks", "listops", "--variants", "softmax"];
const command = [...usual, "--device", "cpu", "--control", "shuffle"];
let control: Ended;

beforeAll(async () => {
  await lra([...usual, "--device", "cpu"], { cwd });
  control = await lra(command, { cwd });
});
afterAll(() => rmSync(cwd, { recursive: true }));

const verdict =
  /^listops +softmax +smoke +32 +cpu +0 +\d+\.\d +12\.0 +control: at chance, as it must$/m;

test("a control is another cell than the usual one, and ends at chance with exit code 0", async () => {
  expect(control.code).toBe(0);
  expect(control.stderr).toMatch(/^\[1\/1\] listops softmax seed 0, control: chance, \d/m);
  expect(control.stdout).toMatch(verdict);
  expect(control.stdout).not.toContain("majority class");
  const cells = (await readRecords([join(cwd, "lra-results")])).map(({ cell }) => cell);
  expect(cells.map((cell) => cell.control)).toEqual([undefined, "shuffle"]);
});

test("--resume knows it, and without there is nothing written twice", async () => {
  const again = await lra(command, { cwd });
  expect([again.code, again.stdout]).toEqual([2, ""]);
  const resumed = await lra([...command, "--resume", "--json"], { cwd });
  const { boards, controls } = JSON.parse(resumed.stdout);
  expect([resumed.code, boards]).toEqual([0, []]);
  expect(controls).toEqual([
    {
      verdict: "control: at chance, as it must",
      record: expect.objectContaining({ cell: expect.objectContaining({ control: "shuffle" }) }),
    },
  ]);
});

test("it is trained on other labels, and tested on the same", async () => {
  const [real, shuffled] = await readRecords([join(cwd, "lra-results")]);
  const losses = [real!, shuffled!].map(({ outcome }) =>
    "result" in outcome ? outcome.result.curve[0]!.trainLoss : Number.NaN,
  );
  expect(losses[0]).not.toBe(losses[1]);
  const shares = [real!, shuffled!].map(({ outcome }) =>
    "result" in outcome ? outcome.result.majorityShare : null,
  );
  expect(shares).toEqual([0.12, 0.12]);
  const [{ weights, ...made }, { weights: others, ...alike }] = [real, shuffled].map(
    (record) => record!.fingerprints,
  ) as [Record["fingerprints"], Record["fingerprints"]];
  expect(made).toEqual(alike);
  expect(weights).not.toBe(others); // both learnt something
});

test("lra report lists it below the boards, in every format", async () => {
  const report = async (format: string) =>
    (await lra(["report", "--format", format], { cwd })).stdout;
  const [terminal, markdown, html, json] = await Promise.all(
    ["terminal", "markdown", "html", "json"].map(report),
  );
  expect(terminal).toMatch(/^listops · smoke · length 32 · cpu[\s\S]*\n\ncontrols: trained on/);
  expect(terminal).toMatch(verdict);
  expect(markdown).toBe(readFileSync(join(cwd, "lra-results", "leaderboard.md"), "utf8"));
  expect(markdown).toContain("### controls: trained on shuffled labels");
  expect(html).toContain("<h2>Controls</h2>");
  const { boards, controls } = JSON.parse(json!);
  expect([boards.length, boards[0].rows[0].records.length, controls.length]).toEqual([1, 1, 1]);
});

test("another kind of control is refused, before anything is run", async () => {
  const { code, stderr } = await lra([...usual, "--control", "shufle"], { cwd });
  expect([code, stderr]).toEqual([2, 'lra: --control: need shuffle: got "shufle".\n']);
});

test("--dry-run names it", async () => {
  const dry = await lra([...command, "--seeds", "3", "--dry-run"], { cwd });
  expect(dry.stdout).toMatch(/ device +control\n[0-9a-f]{16} .* cpu +shuffle\n$/);
});
