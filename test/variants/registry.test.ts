import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Variant, type VariantName, variants } from "../../variants/index.ts";
import { size } from "../support/variant-stack.ts";
import { allForms, forms } from "./forms.ts";

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
    const { title, year, paper } = variant;
    const cost = variant.cost(variant.options.parse({})).text;
    expect(title).toMatch(/^[A-Z]/);
    const [, arxivYear] = /arXiv (\d\d)\d\d\.\d{5}\b/.exec(paper) ?? [];
    expect([0, 1], `years between arXiv and ${year}`).toContain(year - 2000 - Number(arxivYear));
    expect(cost).toMatch(/\bn/);
  });

  test("its header has the citation, the equation, the exact limit and what departs from the paper", () => {
    const [, header = ""] = /^\/\*\*\n(.*?)\n \*\//s.exec(
      readFileSync(`variants/${name}.ts`, "utf8"),
    )!;
    expect(header.split("\n")[0]).toContain(` — `);
    expect(header.split("\n")[0]).toContain(variant.paper);
    expect(header).toMatch(/\n \*\n \* {5}\S/); // indented four more than the text
    expect(header).toMatch(/\n \*\n \* Exact limit: \S/);
    if (name !== "softmax") expect(header).toMatch(/\n \*\n \* Deviations: \S/);
  });

  test("has a default and a line of text for every option, and knows no others", () => {
    const { properties = {} } = z.toJSONSchema(variant.options, { io: "input" });
    for (const [option, about] of Object.entries(properties)) {
      expect(about, option).toMatchObject({ description: expect.stringMatching(/^[a-z]/) });
    }
    expect(() => variant.options.parse({})).not.toThrow();
    const { error } = variant.options.safeParse({ nonsense: 1 });
    expect(error?.issues.map(({ code }) => code)).toEqual(["unrecognized_keys"]);
  });
});

test.each(allForms)("$title takes the size that it is tested at", ({ name, form }) => {
  const variant: Variant = variants[name];
  const options = variant.options.parse(form.options);
  const multiple = variant.multipleOf?.(options) ?? 1;
  expect(size.n % multiple).toBe(0);
  expect(variant.refuses?.(options, size) ?? null).toBeNull();
});

test.each(Object.entries(forms))("%s is tested by its default mode first", (name, [first]) => {
  const { options }: Variant = variants[name as VariantName];
  const modes = (given: object): readonly (readonly [string, unknown])[] =>
    Object.entries(options.parse(given) as object).filter(
      ([option, value]) => typeof value !== "number" && option !== "gumbel", // noise in training only
    );
  expect(modes(first!.options)).toEqual(modes({}));
});
