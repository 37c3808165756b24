import { Script } from "node:vm";
import { expect, test } from "vitest";
import { leaderboard, page, speedPicture } from "../../../reports/index.ts";
import { hashOf } from "../../../reports/page/script.ts";
import { arena } from "../../support/arena.ts";
import { sampleRecord, scored } from "../../support/records.ts";

const show = (records: Parameters<typeof leaderboard>[0]) => page(records, leaderboard(records));
const whole = show(arena);

/** The scripts of a page, the data first. */
const scripts = (text: string) =>
  [...text.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)].map(([, attributes, source]) => ({
    attributes: attributes!,
    source: source!,
  }));

/** A page without its scripts and styles. */
const body = (text: string) => text.replace(/<(script|style)[\s\S]*?<\/\1>/g, "");

test("every cell has its details, once, and a link that leads to them", () => {
  for (const { cell } of arena) {
    expect(whole.split(`id="cell-${cell.id}"`)).toHaveLength(2);
    expect(whole).toContain(`<a href="#cell-${cell.id}">${cell.seed}</a>`);
  }
});

test("a cell that a later run of its seed replaced is still there, without a link", () => {
  const old = sampleRecord({ cell: { budget: { timeoutMs: 1000, memoryBytes: null } } });
  const text = show([old, sampleRecord({ startedAt: "2026-01-03T00:00:00Z" })]);
  expect(text).toContain(`id="cell-${old.cell.id}"`);
  expect(text).not.toContain(`href="#cell-${old.cell.id}"`);
});

test("the table says accuracy with its interval, outcomes as words, the baseline and the deviation", () => {
  const table = /<h2>[\s\S]*?<\/table>/.exec(whole)![0];
  expect(table).toContain(
    "<h2>listops · quick · length 64 · cpu · best-validation weights · 2 seeds</h2>",
  );
  expect(table).toContain('<p class="faint">easier: depth 3</p>');
  expect(table).toContain('data-value="0.4525">45.3 (43.1–47.4)</td>');
  expect(table).toContain(">ok 1, timeout 1</td>");
  expect(table).toContain('<tr class="baseline">');
  expect(table).toContain('data-value="0.175">17.5</td>');
  expect(table).toContain('data-value="">–</td>');
  expect(table.match(/aria-sort="descending"/g)).toHaveLength(1);
});

test("a table scrolls in a box of its own, which has a name, takes the focus and shades the edge where there is more", () => {
  const boxes = whole.match(/<div class="scroll"[^>]*>\n<table>/g);
  expect(boxes).toEqual([
    '<div class="scroll" tabindex="0" role="region" aria-label="listops · quick · length 64 · cpu · best-validation weights · 2 seeds">\n<table>',
  ]);
  expect(whole.match(/<table>/g)).toHaveLength(1);
  const rule = /\.scroll \{[^}]*\}/.exec(whole)![0];
  expect(rule).toContain("overflow-x: auto");
  expect(rule.match(/(left|right) \/ \d+px 100% no-repeat (local|scroll)/g)).toHaveLength(4);
});

test("a cell's details say what it measured", () => {
  const text = body(show([sampleRecord()]));
  const fact = (name: string) => new RegExp(`<dt>${name}</dt><dd>([^<]*)</dd>`).exec(text)?.[1];
  expect(fact("best-validation weights")).toBe(
    "43.0 % (40.8–45.2), 860 of 2000, loss 1.60, after 100 steps",
  );
  expect(fact("last weights")).toBe("42.0 % (39.9–44.2), 840 of 2000, loss 1.60, after 200 steps");
  expect(fact("training step")).toBe(
    "5 of them: median 100 ms, 5 % 91.0 ms, 25 % 95.0 ms, 75 % 105 ms, 95 % 109 ms",
  );
  expect(fact("memory peak, training")).toBe("300 MiB");
  expect(fact("its numbers")).toBe("batch=32, steps=200");
  expect(fact("data fingerprint")).toBe("aaaa");
  expect(fact("commit")).toBe("0123abc");
});

test("the header says what was run, when, where and with what", () => {
  const head = /<header>[\s\S]*<\/header>/.exec(whole)![0].replace(/<[^>]+>/g, " ");
  for (const said of [
    "18 in all",
    "ok 7",
    "timeout 1",
    "2026-01-02 03:04 UTC",
    "18 min 18 s of work",
  ]) {
    expect(head).toContain(said);
  }
  expect(head).toContain("lra 0.1.0 with ONNX Runtime 1.30.0 on Node 20.20.2");
});

test("names from outside are text", () => {
  const variant = `</script><script>alert(1)</script><img src=x onerror="alert(2)">'"&\u2028`;
  const text = show([scored(variant, 0, 860, { deviation: "easier: <b>" })]);
  expect(scripts(text)).toHaveLength(3);
  expect(body(text)).not.toMatch(/<(img|b)\b/);
  expect(body(text)).toContain("&#60;img src=x onerror=&#34;alert(2)&#34;&#62;&#39;&#34;&#38;");
  const [picture] = JSON.parse(scripts(text)[0]!.source);
  expect(picture.captions.at(-1).name).toBe(variant);
});

test("the pictures stand in it as JSON that gives them back", () => {
  const [data] = scripts(whole);
  expect(data!.attributes).toBe(' type="application/json" id="pictures"');
  expect(data!.source).not.toMatch(/[<\u2028\u2029]/);
  const pictures = JSON.parse(data!.source);
  expect(pictures).toHaveLength(2);
  expect(pictures[0]).toEqual(speedPicture(leaderboard(arena)[0]!));
});

test("its policy forbids the network and allows its own scripts and style, word for word", () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(whole)![1]!;
  const [, chartJs, client] = scripts(whole);
  const style = /<style>([\s\S]*?)<\/style>/.exec(whole)![1]!;
  expect(policy.replaceAll("&#39;", "'")).toBe(
    [
      "default-src 'none'",
      `script-src ${hashOf(chartJs!.source)} ${hashOf(client!.source)}`,
      `style-src ${hashOf(style)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ].join("; "),
  );
});

test("nothing in it asks for a resource", () => {
  expect(body(whole)).not.toMatch(/\bsrc=|https?:|<link|\bstyle=/);
  expect(whole).not.toMatch(/sourceMappingURL|@import|url\(/);
});

test("its scripts are JavaScript, and what they say of our functions is whole", () => {
  const [, chartJs, client] = scripts(whole);
  expect(() => new Script(chartJs!.source)).not.toThrow();
  expect(() => new Script(client!.source)).not.toThrow();
  // A reference to an import would be a name that the page does not have.
  expect(client!.source).not.toMatch(/__vite|import|require/);
});

test("no records are a page that says so", () => {
  expect(body(page([], []))).toContain("0 in all");
});
