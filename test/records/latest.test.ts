import { expect, test } from "vitest";
import { latest } from "../../records/index.ts";
import { sampleRecord } from "../support/records.ts";

const old = sampleRecord({ startedAt: "2026-01-02T03:04:05Z" });
const newer = sampleRecord({ startedAt: "2026-01-02T03:04:05.5Z" });
const other = sampleRecord({ startedAt: "2026-01-01T00:00:00Z", cell: { seed: 1 } });
const byId = (records: Parameters<typeof latest>[0]) => latest(records, ({ cell }) => cell.id);

test("the run that started last stands for its key, whatever the order", () => {
  expect(byId([old, other, newer])).toEqual([newer, other]);
  expect(byId([newer, other, old])).toEqual([newer, other]);
});

test("of runs that started together the one that comes last stands", () => {
  const twin = { ...old, durationMs: 7 };
  expect(byId([old, twin])).toEqual([twin]);
  expect(byId([twin, old])).toEqual([old]);
});
