import { expect, test } from "vitest";
import { sparkline } from "../../../reports/history/sparkline.ts";
import {
  changesSheet,
  history,
  historyCsv,
  sheetsMarkdown,
  sheetsTerminal,
  trendsSheet,
} from "../../../reports/index.ts";
import { commitOf, nights } from "../../support/nights.ts";

/** Local gets slower and is lost at last, softmax gets more accurate, and that is accepted. */
const found = history(
  nights(24, (night, variant) =>
    variant === "local"
      ? night < 22
        ? { speed: night < 10 ? 2 : 1 }
        : { outcome: { kind: "timeout", afterMs: 1, step: null } }
      : { correct: night < 12 ? 860 : 900 },
  ),
  [
    {
      formatVersion: 1,
      cell: "listops/softmax/accuracy",
      commit: commitOf(12),
      note: "accepted: <b>a | b</b>\u001b[31m",
      annotatedAt: "2026-02-01T00:00:00Z",
    },
  ],
);

const titles = (isWhole: boolean) =>
  changesSheet(found, isWhole).rows.map(({ cells }) => `${cells[0]} ${cells[2]} ${cells[3]}`);

test("changes by their weight, those that count no more when asked for", () => {
  expect(titles(false)).toEqual([
    "lost local all",
    "worse local training speed",
    "worse local inference speed",
  ]);
  expect(titles(true)).toEqual([...titles(false), "accepted softmax accuracy"]);
  const { title, notes } = changesSheet(found, false);
  expect(title).toBe("History: 1 lost, 2 worse, 1 accepted");
  expect(notes).toEqual(["1 accepted or past: --all lists them."]);
});

test("a change with its size, its night and the commits on both sides", () => {
  const [lost, worse] = changesSheet(found, false).rows.map(({ cells }) => cells);
  expect(lost!.slice(4)).toEqual([
    "–",
    "–",
    "–",
    "–",
    "2026-01-24",
    `${commitOf(21).slice(0, 10)}..${commitOf(22).slice(0, 10)}`,
    "now timeout",
  ]);
  expect(worse!.slice(4, 9).join(" ")).toMatch(
    /^-(49|50|51)\.\d % -5\d\.\d % to -4\d\.\d % (1\.9|2\.0)\d\d → (0\.9|1\.0)\d\d 0\.001 2026-01-12$/,
  );
});

test("nothing that changed is said without a table", () => {
  const [history1, empty] = [history(nights(1, undefined, ["local"])), "| verdict"];
  const sheets = [changesSheet(history1, false)];
  const markdown = sheetsMarkdown(sheets);
  expect(markdown).toMatch(/^### History: nothing changed\n\n4 trends over 1 night, 2026-01-02 to/);
  expect(markdown).toMatch(/\n\n- Nothing that counts today: --all lists every trend\.\n$/);
  expect(markdown).not.toContain(empty);
  const text = sheetsTerminal(sheets, 80, false);
  expect(text).toMatch(/\n\nNothing that counts today: --all lists every trend\.\n$/);
  expect(text).not.toContain("verdict");
});

test("what is said of how it was found", () => {
  expect(changesSheet(found, false).subtitles).toEqual([
    "8 trends over 24 nights, 2026-01-02 to 2026-01-25",
    "a shift: levels of 3 nights or more that are 5.0 % apart (accuracy: 1.0 points), by a permutation test at 1.0 %",
  ]);
});

test("trends are drawn, gaps as dots", () => {
  const [accuracy, training, ...more] = trendsSheet(found, false).rows.map(({ cells }) => cells);
  expect(accuracy!.slice(0, 5)).toEqual([
    "listops 64",
    "local",
    "accuracy",
    "–",
    `${"▅".repeat(22)}··`,
  ]);
  expect(training![4]).toMatch(/^[▇█]{10}[▁▂]{12}··$/);
  expect([training![8], more.length]).toEqual(["timeout", 1]);
  expect(trendsSheet(found, true).rows).toHaveLength(8);
});

test("noise is drawn flat, a range is filled", () => {
  expect(sparkline([10, 10.1, null, 10], 4)).toBe("▄▅·▄");
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 1)).toBe("▁▂▃▄▅▆▇█");
  expect(sparkline([3, 3], 0)).toBe("▅▅");
  expect(sparkline([null], 0)).toBe("·");
});

test("notes are inert in every format", () => {
  const sheets = [changesSheet(found, true)];
  expect(sheetsTerminal(sheets, Number.POSITIVE_INFINITY, false)).not.toContain("\u001b");
  expect(sheetsMarkdown(sheets)).toContain("accepted: &lt;b>a \\| b&lt;/b>");
  const formula = history(nights(3, () => ({ cell: { task: "=1+1" } })));
  expect(historyCsv(formula).split("\n")[1]).toMatch(/^'=1\+1,/);
});

test("CSV has a line for each point, empty where there is no value", () => {
  const [head, ...lines] = historyCsv(found).trimEnd().split("\n");
  expect(lines).toHaveLength(8 * 24);
  const at = (name: string) => head!.split(",").indexOf(name);
  const local = lines.filter((line) => /,local,.*,training speed,/.test(line));
  const cells = local.map((line) => line.split(","));
  expect(cells[10]![at("shift")]).toBe("worse");
  expect(Number(cells[10]![at("shift_gain_share")])).toBeCloseTo(-0.5, 1);
  expect([cells[23]![at("value")], cells[23]![at("outcome")]]).toEqual(["", "timeout"]);
  expect(Number(cells[0]![at("low")])).toBeLessThan(Number(cells[0]![at("high")]));
});
