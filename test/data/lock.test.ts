import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { locked } from "../../data/lock.ts";

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lra-lock-"));
  file = join(folder, "entry.lock");
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What is written behind a process of this machine. */
const here = existsSync("/proc/self/ns/pid") ? readlinkSync("/proc/self/ns/pid") : "-";
const lockOf = (pid: number): string => `${pid} ${hostname()} 12345 ${here}\n`;

test("work of the same lock runs one after the other, and leaves nothing behind", async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    for (let i = 0; i < 5; i++) await setImmediate();
    inside--;
    return "done";
  };
  const results = await Promise.all([1, 2, 3].map(() => locked(file, work)));
  expect(results).toEqual(["done", "done", "done"]);
  expect(most).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

test("a lock says who holds it, and is given back when the work fails", async () => {
  const work = async () => {
    expect(readFileSync(file, "utf8")).toBe(
      `${process.pid} ${hostname()} ${performance.timeOrigin} ${here}\n`,
    );
    throw new Error("no");
  };
  await expect(locked(file, work)).rejects.toThrow("no");
  expect(existsSync(file)).toBe(false);
});

test("the lock of a process that is gone is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(file, lockOf(pid));
  expect(await locked(file, async () => 7)).toBe(7);
  expect(readdirSync(folder)).toEqual([]);
});

test("the lock of a living process is waited for, and the waiting told once", async () => {
  const holder = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  writeFileSync(file, lockOf(holder.pid!));
  const told: string[] = [];
  let isWorking = false;
  const waiting = locked(
    file,
    async () => {
      isWorking = true;
    },
    {
      onWait: (who) => {
        told.push(who);
        expect(isWorking).toBe(false);
        holder.kill();
      },
    },
  );
  await waiting;
  expect(told).toEqual([`process ${holder.pid} on ${hostname()}; lock ${file}`]);
  expect(isWorking).toBe(true);
});

test("waiting can be aborted, and leaves the lock to its holder", async () => {
  const holder = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  const text = lockOf(holder.pid!);
  writeFileSync(file, text);
  const controller = new AbortController();
  const onWait = () => controller.abort();
  const work = async () => expect.fail("must not run");
  await expect(locked(file, work, { onWait, signal: controller.signal })).rejects.toThrow(/abort/);
  expect(readFileSync(file, "utf8")).toBe(text);
  holder.kill();
  rmSync(file);
});

test("the lock of an earlier process of the same number is taken over", async () => {
  writeFileSync(file, lockOf(process.pid));
  expect(await locked(file, async () => 7)).toBe(7);
  expect(readdirSync(folder)).toEqual([]);
});

test("the lock of a living process that gives no sign of life is taken over: another has its number now", async () => {
  const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  writeFileSync(file, lockOf(other.pid!));
  expect(await locked(file, async () => 7, { pollMs: 1, patience: 40 })).toBe(7);
  other.kill();
});

/** Processes that are not there, or have another number there. */
describe.each([
  ["another machine", "1 elsewhere 12345 pid:[1]\n", "process 1 on elsewhere"],
  [
    "a container with this machine's name",
    `${process.pid} ${hostname()} 12345 pid:[1]\n`,
    `process ${process.pid} on ${hostname()}`,
  ],
  ["a container, whose process is not here", `4194999 ${hostname()} 12345 pid:[1]\n`, "process"],
])("the lock of %s", (_, text, holder) => {
  test("is waited for while its holder gives signs of life", async () => {
    writeFileSync(file, text);
    const controller = new AbortController();
    let beats = 0;
    const life = setInterval(() => {
      utimesSync(file, 1e9, 1e9 + ++beats);
      if (beats === 100) controller.abort();
    }, 10);
    const work = async () => expect.fail("must not run");
    const waiting = locked(file, work, { signal: controller.signal, pollMs: 1, patience: 400 });
    await expect(waiting).rejects.toThrow(/abort/);
    clearInterval(life);
    rmSync(file);
  });

  test("is taken over when it has given none for many looks", async () => {
    writeFileSync(file, text);
    const told: string[] = [];
    const onWait = (who: string) => told.push(who);
    expect(await locked(file, async () => 7, { onWait, pollMs: 1, patience: 40 })).toBe(7);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(holder);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test("a holder gives signs of life, and leaves alone a lock that is not its own any more", async () => {
  const taken = "1 elsewhere 12345\n";
  await locked(
    file,
    async () => {
      const before = readFileSync(file, "utf8");
      utimesSync(file, 1, 1);
      while (statSync(file).mtimeMs === 1000) await setImmediate();
      expect(readFileSync(file, "utf8")).toBe(before);
      writeFileSync(file, taken);
      utimesSync(file, 1, 1);
      for (let i = 0; i < 1000; i++) await setImmediate();
      expect(statSync(file).mtimeMs).toBe(1000);
    },
    { beatMs: 1 },
  );
  expect(readFileSync(file, "utf8")).toBe(taken);
  rmSync(file);
});
