import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startPace } from "../../cli/data/pace.ts";
import { dataProgress } from "../../cli/data/progress.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "setInterval", "clearInterval"] });
  vi.stubEnv("CI", "");
  vi.stubEnv("TERM", "xterm");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** A screen, and what was written to it. */
function screenOf(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 80, written, write: (text: string) => written.push(text) };
}

test("pace is told once a second has passed, with the time that is left", () => {
  const pace = startPace();
  expect(pace(1000)).toBe("");
  vi.advanceTimersByTime(900);
  expect(pace(999)).toBe("");
  vi.advanceTimersByTime(1100);
  expect(pace(998)).toBe(", 1.0/s, 16 min 38 s left");
  for (let i = 0; i < 98; i++) pace(null);
  expect(pace(null)).toBe(", 51/s");
});

test("on a terminal a line says how it is going", () => {
  const screen = screenOf(true);
  const progress = dataProgress("pathx", false, screen);
  progress.onProgress({ split: "train", done: 1, total: 800, left: 999 });
  vi.advanceTimersByTime(2000);
  progress.onProgress({ split: "train", done: 2, total: 800, left: 998 });
  progress.end();
  expect(screen.written).toEqual([
    "\r\x1b[2Kpathx: train 1/800",
    "\r\x1b[2Kpathx: train 2/800, 0.5/s, 33 min 16 s left",
    "\r\x1b[2K",
  ]);
});

test("elsewhere one does so every half minute", () => {
  const screen = screenOf(false);
  const progress = dataProgress("pathx", false, screen);
  vi.advanceTimersByTime(30_000);
  expect(screen.written).toEqual([]);
  for (let i = 1; i <= 60; i++) {
    progress.onProgress({ split: "train", done: i, total: 800, left: 1000 - i });
    vi.advanceTimersByTime(1000);
  }
  expect(screen.written).toEqual([
    "pathx: train 30/800, 1.0/s, 16 min 10 s left\n",
    "pathx: train 60/800, 1.0/s, 15 min 40 s left\n",
  ]);
  progress.end();
  vi.advanceTimersByTime(90_000);
  expect(screen.written).toHaveLength(2);
});

test("quietly nothing does", () => {
  const screen = screenOf(false);
  const progress = dataProgress("pathx", true, screen);
  progress.onProgress({ split: "train", done: 1, total: 800, left: 999 });
  vi.advanceTimersByTime(90_000);
  progress.end();
  expect(screen.written).toEqual([]);
});
