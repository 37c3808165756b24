import { expect, test } from "vitest";
import { leaderboard, markdown, page, rowName, variantName } from "../../reports/index.ts";
import { sampleCell, sampleRecord, sampleTest } from "../support/records.ts";

const sha = (digit: string) => digit.repeat(64);
const file = (variant: string, digit: string, seed = 0) =>
  sampleRecord({ cell: { variant, variantSha256: sha(digit), seed } });

test("a file is called by its name without folders, on one line; a registered variant by its own", () => {
  expect(variantName(sampleCell())).toBe("softmax");
  const variant = "../some/folder/mine\n\x1b[31m.js";
  expect(variantName(sampleCell({ variant, variantSha256: sha("a") }))).toBe("mine .js");
});

test("seeds of one file are one row, wherever it lies", () => {
  const [board] = leaderboard([file("./mine.js", "a"), file("sub/mine.js", "a", 1)]);
  expect(board!.rows.map(rowName)).toEqual(["mine.js"]);
  expect(board!.rows[0]!.records).toHaveLength(2);
});

test("files of one name and other contents are rows apart, with the beginning of their SHA-256", () => {
  const [board] = leaderboard([file("./mine.js", "a"), file("./mine.js", "b"), file("my.js", "c")]);
  expect(board!.rows.map(rowName).sort()).toEqual(["mine.js aaaaaaa", "mine.js bbbbbbb", "my.js"]);
});

test("a name is text, whatever is in it", () => {
  const records = [file("./<img src=x>|*a*.js", "a")];
  const boards = leaderboard(records);
  expect(markdown(boards)).toContain("| &lt;img src=x>\\|\\*a\\*.js |");
  const html = page(records, boards);
  expect(html).not.toContain("<img");
  expect(html).toContain("&#60;img src=x&#62;|*a*.js");
});

test("a model that only answers has no speed of training, and a note says why", () => {
  const test = { ...sampleTest(), step: null };
  const untrained = { curve: [], warmupMs: [], stepMs: [], trainingMs: null };
  const peakRssBytes = { train: null, evaluate: 1 };
  const record = sampleRecord({
    cell: { variant: "model.onnx", variantSha256: sha("a") },
    cost: null,
    result: { ...untrained, best: test, last: test, peakRssBytes },
  });
  const boards = leaderboard([record]);
  const [row, note] = [/^\| 1 \| model\.onnx .*$/m, /^- model\.onnx: .*$/m].map(
    (line) => line.exec(markdown(boards))?.[0],
  );
  expect(row).toBe("| 1 | model.onnx | 43.0 (40.8–45.2) | – | – | – | – | – | – | ok |");
  expect(note).toBe("- model.onnx: was trained elsewhere, only its answers are measured.");
  expect(page([record], boards)).toContain("loss 1.60, trained elsewhere");
});
