import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { liveLine } from "../../cli/live.ts";

beforeEach(() => {
  vi.stubEnv("CI", "");
  vi.stubEnv("TERM", "xterm");
});
afterEach(() => vi.unstubAllEnvs());

test.each([
  [10, "abcdefghi"],
  [80, "abcdefghijkl"],
  [0, "abcdefghijkl"],
  [undefined, "abcdefghijkl"],
])("of %s columns the last is left free", (columns, shown) => {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  liveLine({ isTTY: true, ...(columns === undefined ? {} : { columns }), write }).show(
    "abcdefghijkl",
  );
  expect(written).toEqual([`\r\x1b[2K${shown}`]);
});
