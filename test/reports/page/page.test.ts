import { Script } from "node:vm";
import { expect, test } from "vitest";
import {
  compare,
  curvesPicture,
  history,
  leaderboard,
  page,
  speedPicture,
} from "../../../reports/index.ts";
import { resultOf } from "../../../reports/outcome.ts";
import type { CellBook } from "../../../reports/page/book.ts";
import { hashOf } from "../../../reports/page/script.ts";
import { arena } from "../../support/arena.ts";
import { gallery } from "../../support/gallery.ts";
import { nights } from "../../support/nights.ts";
import { sampleRecord, scored } from "../../support/records.ts";

const show = (records: Parameters<typeof leaderboard>[0]) => page(records, leaderboard(records));
const whole = show(arena);

/** The scripts of a page: pictures, the cells, chart.js and ours. */
const scripts = (text: string) =>
  [...text.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)].map(([, attributes, source]) => ({
    attributes: attributes!,
    source: source!,
  }));

/** What the page holds of its cells. */
const bookOf = (text: string): CellBook =>
  JSON.parse(scripts(text).find(({ attributes }) => attributes.includes('id="book"'))!.source);

/** A page without its scripts and styles. */
const body = (text: string) => text.replace(/<(script|style)[\s\S]*?<\/\1>/g, "");

test("every cell has a row, once, a link that leads to it, and a sheet", () => {
  const { cells } = bookOf(whole);
  expect(Object.keys(cells)).toHaveLength(arena.length);
  for (const { cell } of arena) {
    expect(whole.split(`<tr id="cell-${cell.id}"`)).toHaveLength(2);
    expect(whole).toContain(`<a href="#cell-${cell.id}">${cell.seed}</a>`);
    expect(cells[`cell-${cell.id}`]!.title).toContain(`seed ${cell.seed}`);
  }
});

test("a cell that two machines ran has two rows, and each row's links are its own", () => {
  const there = sampleRecord({ machine: { ...sampleRecord().machine, cpu: "Other CPU" } });
  const text = show([sampleRecord(), there]);
  const { id } = there.cell;
  const ids = [`cell-${id}`, `cell-${id}-2`];
  expect(Object.keys(bookOf(text).cells)).toEqual(ids);
  for (const each of ids) {
    expect(text.split(`<tr id="${each}"`)).toHaveLength(2);
    expect(text).toContain(`<a href="#${each}">0</a>`);
  }
});

test("a cell that a later run of its seed replaced is still there, but not on its board", () => {
  const old = sampleRecord({ cell: { budget: { timeoutMs: 1000, memoryBytes: null } } });
  const text = show([old, sampleRecord({ startedAt: "2026-01-03T00:00:00Z" })]);
  expect(text).toContain(`<tr id="cell-${old.cell.id}"`);
  expect(text).not.toContain(`<a href="#cell-${old.cell.id}">0</a>`);
});

test("the table says accuracy with its interval, outcomes as words, the baseline and the deviation", () => {
  const table = /<section id="board-1"[\s\S]*?<\/table>/.exec(whole)![0];
  expect(table).toContain('data-task="listops" data-protocol="quick" data-device="cpu"');
  expect(table).toContain(
    "<h3>listops · quick · length 64 · cpu · best-validation weights · 2 seeds</h3>",
  );
  expect(table).toContain('<p class="faint">easier: depth 3</p>');
  expect(table).toContain('data-value="45.25">45.3 (43.1–47.4)</td>');
  expect(table).toContain(">ok 1, timeout 1</td>");
  expect(table).toContain('<tr class="baseline">');
  expect(table).toContain('data-value="17.5">17.5</td>');
  expect(table).toContain('data-value="">–</td>');
  expect(table.match(/aria-sort="descending"/g)).toHaveLength(1);
});

test("a table scrolls in a box of its own, which has a name, takes the focus and shades the edge where there is more", () => {
  const boxes = whole.match(/<div class="scroll"[^>]*>\n<table>/g);
  expect(boxes).toHaveLength(whole.match(/<table>/g)!.length);
  expect(boxes).toContain(
    '<div class="scroll" tabindex="0" role="region" aria-label="listops · quick · length 64 · cpu · best-validation weights · 2 seeds">\n<table>',
  );
  for (const box of boxes!) expect(box).toMatch(/tabindex="0" role="region" aria-label="[^"]+"/);
  const rule = /^\.scroll \{[^}]*\}/m.exec(whole)![0];
  expect(rule).toContain("overflow-x: auto");
  expect(rule.match(/(left|right) \/ \d+px 100% no-repeat (local|scroll)/g)).toHaveLength(4);
});

test("a cell's sheet says what it measured", () => {
  const record = sampleRecord({
    protocol: { steps: 200, batch: 32, optimiser: { beta: [0.9, 0.98] } },
  });
  const { texts, cells } = bookOf(show([record]));
  const { subjects, outcome } = cells[`cell-${record.cell.id}`]!;
  expect(outcome).toEqual({ kind: "ok", said: "ok 43.0 %" });
  const said = subjects.flatMap(({ facts }) => facts).map((text) => texts[text]);
  const fact = (name: string) => said[said.indexOf(name) + 1];
  expect(fact("best-validation weights")).toBe(
    "43.0 % (40.8–45.2), 860 of 2000, loss 1.60, after 100 steps",
  );
  expect(fact("last weights")).toBe("42.0 % (39.9–44.2), 840 of 2000, loss 1.60, after 200 steps");
  expect(fact("training step")).toBe(
    "5 of them: median 100 ms, 5 % 91.0 ms, 25 % 95.0 ms, 75 % 105 ms, 95 % 109 ms",
  );
  expect(fact("memory peak, training")).toBe("300 MiB");
  expect(fact("its numbers")).toBe("batch=32, optimiser.beta=[0.9,0.98], steps=200");
  expect(fact("data fingerprint")).toBe("aaaa");
  expect(fact("commit")).toBe("0123abc");
});

const textOf = (markup: string) => markup.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

test("the header says what was run and when", () => {
  const head = textOf(/<header>[\s\S]*<\/header>/.exec(whole)![0]);
  for (const said of ["18 in all", "2026-01-02 03:04 UTC", "18 min 18 s of work"]) {
    expect(head).toContain(said);
  }
});

test("the overview says how cells ended and why, who leads, and who is not told apart", () => {
  const overview = textOf(/<section id="overview"[\s\S]*?<\/section>/.exec(whole)![0]);
  for (const said of [
    "7 ok 2 chance 2 unsupported 2 oom 1 timeout 2 crash 2 invalid",
    "softmax = linear map=elu 45.3 (43.1–47.4) linear map=elu 4507 examples/s softmax = linear map=elu = 2 more 300 MiB",
    "4 of 9",
    "2 crash: SIGSEGV; worker died reformer listops cell",
  ]) {
    expect(overview).toContain(said);
  }
});

test("nobody leads who is at chance", () => {
  const text = show(arena.filter(({ cell }) => cell.variant === "fourier"));
  expect(textOf(text)).toContain("listops quick 64 cpu nobody above chance 17.0");
});

test("a tie is named whole, also who did not learn with every seed", () => {
  const [first, ...others] = [0, 1].map((seed) => scored("local", seed, 900 - 500 * seed));
  const failed = others.map((record) => ({
    ...record,
    outcome: { kind: "chance" as const, result: resultOf(record)! },
  }));
  const steady = [0, 1].map((seed) => scored("softmax", seed, 880));
  const overview = textOf(show([first!, ...failed, ...steady]));
  expect(overview).toContain("softmax = local 44.0");
});

test("the environment says where and with what, and the fingerprints", () => {
  const section = textOf(/<section id="environment"[\s\S]*/.exec(body(whole))![0]);
  expect(section).toContain(
    "Example CPU · 2 cores · 8.00 GiB · linux 6.1 x64 cpu, optimization all 2 lra 0.1.0 1.30.0 20.20.2 0123abc 18 listops",
  );
  expect(section).toContain("listops 1 – 64 0 aaaa 9");
  expect(section).toContain("listops linear map=elu quick 64 cpu bbbb 2");
});

test("what there is one of is no choice", () => {
  expect(whole).not.toContain("<select");
  const text = show(gallery);
  expect(text.match(/<select name="(\w+)"/g)).toEqual([
    '<select name="task"',
    '<select name="protocol"',
    '<select name="device"',
  ]);
  expect(text).toContain('<option value="webgpu">webgpu</option>');
});

test("with a base the page says what changed since, and shows it", () => {
  const after = arena.map((record) => ({ ...record, outcome: arena.at(-1)!.outcome }));
  const text = page(after, leaderboard(after), [], { comparison: compare(arena, after) });
  expect(textOf(/<section id="overview"[\s\S]*?<\/section>/.exec(text)![0])).toContain(
    "Against the base: 9 worse,",
  );
  const section = /<section id="comparison"[\s\S]*?<\/section>/.exec(text)![0];
  expect(section).toContain('<td class="text" data-value="worse">worse</td>');
  expect(section).not.toContain("<figure>"); // no figure moved: all that changed is how cells ended
  expect(whole).not.toContain('id="comparison"');
});

test("what changed is drawn by task, protocol and device, each tagged with them", () => {
  const text = page(gallery, leaderboard(gallery), [], { comparison: compare(gallery, gallery) });
  const view = /<section id="comparison"[\s\S]*?<section id="leaderboard"/.exec(text)![0];
  const drawn = [...view.matchAll(/<section([^>]*)><figure>\n<figcaption>([^<]*)/g)];
  expect(drawn.map(([, tags, title]) => [tags, title])).toContainEqual([
    ' data-task="image" data-protocol="quick" data-device="cpu"',
    "changes from base to candidate: image · quick · cpu",
  ]);
  expect(new Set(drawn.map(([, tags]) => tags)).size).toBe(drawn.length);
  for (const [figure, tags] of view.matchAll(
    /<section[^>]*data-task="(\w+)"[\s\S]*?<\/section>/g,
  )) {
    const { scales } = JSON.parse(scripts(figure)[0]!.source);
    for (const label of scales.y.labels) expect(label).toMatch(new RegExp(`^${tags} `));
  }
});

test("of many notes the first stay in sight, the others are folded, none is lost", () => {
  const board = /<section id="board-1"[\s\S]*?<div class="pictures">/.exec(whole)![0];
  const [open, folded] = board.split("<summary>2 more notes</summary>");
  expect(textOf(open!)).toContain("bigbird: unsupported: length must be at least 128: got 64");
  expect(textOf(folded!)).toContain("transformer-xl: oom: over 2.00 GiB");
  expect(open!.match(/<li>/g)).toHaveLength(4);
  expect(folded!.match(/<li>/g)).toHaveLength(2);
});

/** In every field that takes a text. */
function hostile(variant: string) {
  const named = { variant, task: variant, protocol: variant, device: variant };
  const record = scored(variant, 0, 860, {
    deviation: variant,
    remarks: [variant],
    commit: variant,
    machine: { ...sampleRecord().machine, cpu: variant, gpu: variant, os: variant },
    versions: { lra: variant, node: variant, onnxruntime: variant, task: 1 },
    fingerprints: { data: variant, graph: variant },
    cell: { ...named, taskOptions: { [variant]: variant }, overrides: { [variant]: variant } },
  });
  const failed = sampleRecord({
    cell: { ...named, seed: 1 },
    outcome: { kind: "invalid", reason: variant },
  });
  return [record, failed];
}

test("boards of one kind on two machines are told apart in the overview", () => {
  const overviewOf = (records: Parameters<typeof show>[0]) =>
    /<section id="overview"[\s\S]*?<\/section>/.exec(body(show(records)))![0];
  const machine = { ...sampleRecord().machine, cpu: "Another CPU" };
  const moved = sampleRecord({ machine });
  expect(overviewOf([sampleRecord()])).not.toContain("Example CPU");
  const both = overviewOf([sampleRecord(), moved]);
  for (const cpu of ["Example CPU", "Another CPU"]) expect(both).toContain(`processor ${cpu}</td>`);
});

test("the overview says what came of the nights", () => {
  const text = page(arena, leaderboard(arena), [], { history: history(nights(4)) });
  expect(text).toMatch(/From night to night: <a href="#history">[^<]+<\/a>/);
});

test("names from outside are text, in every field", () => {
  const name = `</script><script>alert(1)</script><img src=x onerror="alert(2)">'"&\u2028`;
  const records = hostile(name);
  const text = page(records, leaderboard(records), [], { comparison: compare(records, records) });
  // Two pictures of the board with numbers, one of the comparison, the book, chart.js, ours.
  expect(scripts(text)).toHaveLength(6);
  expect(body(text)).not.toMatch(/<img|alert\(1\)<\/script|onerror="/);
  expect(body(text)).toContain("&#60;img src=x onerror=&#34;alert(2)&#34;&#62;&#39;&#34;&#38;");
  const speed = JSON.parse(scripts(text)[1]!.source);
  expect(speed.title).toContain(name);
});

test("a picture stands in its figure as JSON that gives it back", () => {
  const [speed, curves] = scripts(whole);
  expect(speed!.attributes).toBe(' type="application/json"');
  expect(speed!.source).not.toMatch(/[<\u2028\u2029]/);
  const [board] = leaderboard(arena);
  expect(JSON.parse(speed!.source)).toEqual(speedPicture(board!));
  expect(JSON.parse(curves!.source)).toEqual(curvesPicture(board!));
});

test("its policy forbids the network and allows its own scripts and style, word for word", () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(whole)![1]!;
  const [chartJs, client] = scripts(whole).slice(-2);
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
  const [chartJs, client] = scripts(whole).slice(-2);
  expect(() => new Script(chartJs!.source)).not.toThrow();
  expect(() => new Script(client!.source)).not.toThrow();
  // A reference to an import would be a name that the page does not have.
  expect(client!.source).not.toMatch(/__vite|import|require/);
});

test("no records are a page that says so", () => {
  expect(body(page([], []))).toContain("0 in all");
});
