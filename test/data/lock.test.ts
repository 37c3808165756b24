import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { locked } from "../../data/lock.ts";

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lra-lock-"));
  file = join(folder, "entry.lock");
});
afterAll(() => rmSync(folder, { recursive: true }));

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
    expect(readFileSync(file, "utf8")).toBe(`${process.pid} ${hostname()}\n`);
    throw new Error("no");
  };
  await expect(locked(file, work)).rejects.toThrow("no");
  expect(existsSync(file)).toBe(false);
});

test("the lock of a process that is gone is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(file, `${pid} ${hostname()}\n`);
  expect(await locked(file, async () => 7)).toBe(7);
  expect(readdirSync(folder)).toEqual([]);
});

test("the lock of a living process is waited for, and the waiting told once", async () => {
  const holder = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  writeFileSync(file, `${holder.pid} ${hostname()}\n`);
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
  const text = `${holder.pid} ${hostname()}\n`;
  writeFileSync(file, text);
  const controller = new AbortController();
  const onWait = () => controller.abort();
  const work = async () => expect.fail("must not run");
  await expect(locked(file, work, { onWait, signal: controller.signal })).rejects.toThrow(/abort/);
  expect(readFileSync(file, "utf8")).toBe(text);
  holder.kill();
  rmSync(file);
});
