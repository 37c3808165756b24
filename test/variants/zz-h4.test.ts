import { expect, test } from "vitest";
import { yoso } from "../../variants/yoso.ts";
import { learn } from "../support/mechanisms.ts";
const cases = JSON.parse(process.env.CASES!);
test.each(cases)("%o %s", { timeout: 580_000 }, async (options, task) => {
  console.log(JSON.stringify(options), task, await learn(yoso, options as object, task as "copy"));
});
