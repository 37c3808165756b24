import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { variants } from "../../variants/index.ts";
import { size } from "../support/variant-stack.ts";
import { small } from "./small.ts";

/** Files of variants/ that are no variant. */
const shared = ["index.ts", "registry.ts", "variant.ts"];

const files = readdirSync("variants").filter(
  (file) => file.endsWith(".ts") && !shared.includes(file),
);

test("every file of variants/ is in the registry under its own name", async () => {
  expect(Object.keys(variants).sort()).toEqual(files.map((file) => file.replace(".ts", "")).sort());
  for (const [name, variant] of Object.entries(variants)) {
    const exports: Readonly<Record<string, unknown>> = await import(`../../variants/${name}.ts`);
    expect(exports[name], name).toBe(variant);
  }
});

describe.each(Object.entries(variants))("%s", (name, variant) => {
  test("says what it is: title, year, paper, cost in n", () => {
    const { title, year, paper, cost } = variant;
    expect(title).toMatch(/^[A-Z]/);
    const [, arxivYear] = /arXiv (\d\d)\d\d\.\d{5}\b/.exec(paper) ?? [];
    expect([0, 1], `years between arXiv and ${year}`).toContain(year - 2000 - Number(arxivYear));
    expect(cost).toMatch(/\bn/);
  });

  test("has a default for every option, and knows no others", () => {
    expect(() => variant.options.parse({})).not.toThrow();
    const { error } = variant.options.safeParse({ nonsense: 1 });
    expect(error?.issues.map(({ code }) => code)).toEqual(["unrecognized_keys"]);
  });

  test("takes the size that it is tested at", () => {
    const options = variant.options.parse(small[name as keyof typeof small].options);
    const multiple = variant.multipleOf?.(options) ?? 1;
    expect(size.n % multiple).toBe(0);
    expect(variant.refuses?.(options, size) ?? null).toBeNull();
  });
});
