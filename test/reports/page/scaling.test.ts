import { expect, test } from "vitest";
import {
  leaderboard,
  memoryPicture,
  page,
  scaling,
  scalingSheets,
  timePicture,
} from "../../../reports/index.ts";
import { arena } from "../../support/arena.ts";
import { timed } from "../../support/sweep.ts";
import { swept } from "../../support/sweep-records.ts";

const show = (records: Parameters<typeof leaderboard>[0]) => page(records, leaderboard(records));
const whole = show([...arena, ...swept]);
const [section] = /<section[^>]*>\n<h3>scaling:[\s\S]*?<\/section>/.exec(whole)!;
const picturesOf = (text: string) =>
  [...text.matchAll(/<script type="application\/json">([\s\S]*?)<\/script>/g)].map(([, json]) =>
    JSON.parse(json!),
  );

test("a folder with timed cells has a section of their tables", () => {
  for (const { title, rows } of scalingSheets(scaling(swept))) {
    expect(section).toContain(`<h3>${title.replaceAll("'", "&#39;")}</h3>`);
    const table = section.slice(section.indexOf(title.replaceAll("'", "&#39;")));
    expect(table.slice(0, table.indexOf("</table>")).match(/<tr class=/g)).toHaveLength(
      rows.length,
    );
  }
  expect(section).toContain('<td class="number" data-value="1024">1024</td>');
  expect(show(arena)).not.toContain("<h3>scaling:");
});

test("its curves stand in it, time before memory", () => {
  const [scaled] = scaling(swept);
  expect(picturesOf(section)).toEqual([timePicture(scaled!), memoryPicture(scaled!)]);
});

test("numbers sort by what they are, not by their first letter", () => {
  const column = [...section.matchAll(/data-value="([^"]*)">([\d.]+ [MG]iB)</g)];
  expect(column.length).toBeGreaterThan(0);
  for (const [, value, text] of column) {
    const [size, unit] = text!.split(" ");
    expect(Number(value)).toBe(Number(size) * 2 ** (unit === "GiB" ? 30 : 20));
  }
});

test("a folder with nothing else is a page too: machine, tasks, cells by length", () => {
  const text = show(swept);
  expect(text).toContain("<title>lra: text</title>");
  expect(text).toContain("Example CPU · 2 cores");
  expect(text).toContain("text · softmax · length 4096");
  expect(picturesOf(text)).toHaveLength(2);
});

test("names from outside are text", () => {
  const variant = "</script><img src=x onerror=alert(1)>";
  const text = show([timed({ variant, length: 64, beats: 1 })]);
  const body = text.replace(/<(script|style)[\s\S]*?<\/\1>/g, "");
  expect(body).not.toMatch(/<img/);
  expect(body).toContain("&#60;img src=x");
  expect(text.match(/<script/g)).toHaveLength(5);
});
