import { expect, test } from "vitest";
import { parseHeader } from "../../cli/header.ts";
import { lra } from "./lra.ts";

const header = `/**
 * Mean — Nobody 2020, arXiv 2000.00000.
 *
 *     y = a + b
 *       + c
 *
 *     a = 1
 *
 * Letters a
 * and b, so that
 *
 *     y = d
 *       + e
 *
 * Exact limit: none.
 */
export const mean = 1;
`;

test("what a header begins with is its equation; later ones stay between their paragraphs", () => {
  expect(parseHeader(header)).toEqual({
    equation: "y = a + b\n  + c\n\na = 1",
    paragraphs: ["Letters a and b, so that", "    y = d\n      + e", "Exact limit: none."],
  });
});

test("a file without a header, and one of equations only, have no paragraphs", () => {
  expect(parseHeader("export const mean = 1;\n")).toEqual({ equation: "", paragraphs: [] });
  const bare = "/**\n * Mean.\n *\n *     y = a\n */\nexport const mean = 1;\n";
  expect(parseHeader(bare)).toEqual({ equation: "y = a", paragraphs: [] });
});

test("lra show has an equation where the text announces it", async () => {
  const { stdout } = await lra(["show", "mgk", "--protocol", "smoke"]);
  expect(stdout).toContain(
    "one softmax over M n keys:\n\n    y_i = Σ_jr softmax_jr(q_iᵀ k_jr / √d − ‖k_jr‖² / 2√d + log π_r) v_j\n\nExact limit: ",
  );
});
