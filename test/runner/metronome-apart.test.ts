import { expect, test } from "vitest";
import { openMetronomeApart } from "../../runner/metronome-apart.ts";
import { built, fixture } from "./cells.ts";

const where = { device: "cpu", threads: 1 } as const;

test("a metronome in a process of its own beats when it is told to, and takes no memory here", async () => {
  const metronome = await openMetronomeApart(where, built("metronome-worker"));
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 3; i++) {
    const { ms, inRunMs } = await metronome.beat();
    expect(inRunMs).toBeGreaterThan(1);
    expect(ms).toBeGreaterThanOrEqual(inRunMs);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(20 * 2 ** 20);
  await metronome.close();
});

test("whoever waits for a beat learns that there will be none", async () => {
  await expect(openMetronomeApart(where, fixture("probe-refuses"))).rejects.toThrow(
    "the metronome's process ended: exit code 1",
  );
  const metronome = await openMetronomeApart(where, built("metronome-worker"));
  await metronome.close();
  await expect(metronome.beat()).rejects.toThrow("the metronome's process ended: SIGKILL");
});
