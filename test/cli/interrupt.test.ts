import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listen } from "../../cli/interrupt.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The listener of our own, among those of whoever runs the tests. */
function listening() {
  const before = process.listeners("SIGTERM");
  const interruption = listen();
  const [own, ...more] = process.listeners("SIGTERM").filter((each) => !before.includes(each));
  expect(more).toEqual([]);
  const isListening = () => process.listeners("SIGTERM").includes(own!);
  return { ...interruption, isListening, send: (name: NodeJS.Signals) => own!(name) };
}

test("the first signal aborts, its echo changes nothing, and from a second on the next one kills", () => {
  const { signal, code, isListening, send } = listening();
  expect([signal.aborted, code()]).toEqual([false, null]);
  send("SIGTERM");
  expect([signal.aborted, code(), isListening()]).toEqual([true, 143, true]);
  vi.advanceTimersByTime(999);
  send("SIGINT");
  expect([code(), isListening()]).toEqual([143, true]);
  vi.advanceTimersByTime(1);
  expect(isListening()).toBe(false);
});

test("what is released hears no more, and leaves no timer behind", () => {
  const { code, isListening, release, send } = listening();
  send("SIGINT");
  release();
  expect([code(), isListening(), vi.getTimerCount()]).toEqual([130, false, 0]);
});
