/**
 * Variants on the WebGPU provider: the CPU's numbers, and hardly a node that falls back. One form each, since a software
 * device takes some seconds for one; with LRA_ALL_FORMS=1 all of them.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gradients, ops } from "../../graph/index.ts";
import { checkDevice } from "../../runner/index.ts";
import { readProfile } from "../../runner/profile.ts";
import { variants } from "../../variants/index.ts";
import { emptyFolder } from "../cli/lra.ts";
import { built } from "../runner/cells.ts";
import { expectClose, normals } from "../support/numbers.ts";
import { run } from "../support/run.ts";
import { ledgerFeeds } from "../support/slots.ts";
import { openStack, raggedMask, size } from "../support/variant-stack.ts";
import { allForms } from "./forms.ts";

const { problem, remedy } = await checkDevice("webgpu", built("probe"));
const least = 0.95;

const forms = process.env.LRA_ALL_FORMS
  ? allForms
  : allForms.filter(({ name }, i) => allForms.findIndex((one) => one.name === name) === i);

test.for(forms)("$title", { timeout: 120_000 }, async ({ name, form }, { skip }) => {
  if (problem) skip(`no WebGPU here: ${problem}. ${remedy}`);
  const { x, y, mask, ledger } = openStack(variants[name], form.options, true);
  const real = ops.mul(y, ops.reshape(mask, [size.b, size.n, 1]));
  const root = ops.reduceSum(ops.square(real), undefined, false);
  const results = [real, ...gradients(root, [x, ...ledger.parameterTensors])];
  const feeds = {
    ...ledgerFeeds(ledger),
    x: normals(1, size.b * size.n * size.e),
    mask: raggedMask([11, 5], size.n),
  };
  const folder = emptyFolder();
  const options = { device: "webgpu", profile: join(folder, "profile") } as const;
  const [want, got] = [await run(results, feeds), await run(results, feeds, options)];
  got.forEach((numbers, i) => {
    expectClose(numbers, want[i]!, 1e-3, `result ${i}`);
  });
  const [file] = readdirSync(folder);
  const { nodes, placed, elsewhere } = readProfile(
    readFileSync(join(folder, file!), "utf8"),
    "webgpu",
  );
  expect(nodes).toBeGreaterThan(50);
  expect(placed / nodes, JSON.stringify(elsewhere)).toBeGreaterThanOrEqual(least);
});
