import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { cacheFolder, download } from "../../data/index.ts";
import type { Download } from "../../tasks/index.ts";
import { type Habits, serve } from "./server.ts";

const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i) % 251));
const md5 = createHash("md5").update(content).digest("hex");

/** As published: the right checksum, at an address where nothing answers. */
const published: Download = {
  url: "https://data.invalid/set.tar.gz",
  bytes: content.length,
  checksum: { algorithm: "md5", hex: md5 },
};

const downloads = (): string => join(cacheFolder(), "downloads");
afterEach(() => rmSync(downloads(), { recursive: true, force: true }));

async function fetched(habits: Habits, file: Download = published) {
  const { asked, url } = await serve(content, habits);
  const progress: number[] = [];
  const target = await download(file, {
    from: url,
    retryMs: 1,
    onProgress: ({ done, total }) => {
      expect(total).toBe(content.length);
      progress.push(done);
    },
  });
  expect(readFileSync(target).equals(content)).toBe(true);
  expect(readdirSync(downloads())).toEqual(["set.tar.gz"]);
  expect(progress.at(-1)).toBe(content.length);
  return { asked, target, url };
}

test("a file is fetched once", async () => {
  const { asked, target, url } = await fetched({});
  expect(await download(published, { from: url })).toBe(target);
  expect(asked).toEqual([undefined]);
});

test("a download that breaks off is gone on with", async () => {
  const { asked } = await fetched({ breaks: [100_000, 50_000] });
  expect(asked).toHaveLength(3);
  expect(asked[0]).toBeUndefined();
  const starts = asked.slice(1).map((range) => Number(/^bytes=(\d+)-$/.exec(range!)![1]));
  expect(starts[0]).toBeGreaterThan(0);
  expect(starts[1]).toBeGreaterThan(starts[0]!);
});

test("where the server sends no parts, or the file has become another, it is begun anew", async () => {
  expect((await fetched({ breaks: [100_000], hasRanges: false })).asked).toHaveLength(2);
  rmSync(downloads(), { recursive: true });
  expect((await fetched({ breaks: [100_000], etags: ["old", "new"] })).asked).toHaveLength(2);
});

test("a download that always breaks is given up, and the next call goes on with it", async () => {
  const breaks = [200_000, 0, 0, 0, 0, 0, 0];
  const { asked, url } = await serve(content, { breaks });
  await expect(download(published, { from: url, retryMs: 1 })).rejects.toThrow(
    /^http:\/\/127.*set\.tar\.gz: must be reachable: got .+\. Try again: what has arrived is kept\.$/,
  );
  const attempts = asked.length;
  const target = await download(published, { from: url, retryMs: 1 });
  expect(readFileSync(target).equals(content)).toBe(true);
  expect(asked.slice(attempts).at(-1)).toMatch(/^bytes=[1-9]\d*-$/);
});

test("another file than the published one is removed, unless it is wanted unchecked", async () => {
  const { url } = await serve(content);
  const other = { ...published, checksum: { algorithm: "md5", hex: "0".repeat(32) } } as const;
  await expect(download(other, { from: url })).rejects.toThrow(
    `${url}: the file of 300000 bytes must have the md5 ${"0".repeat(32)}: got ${md5}. It was removed; try again, or another address with --from.`,
  );
  expect(readdirSync(downloads())).toEqual([]);
  expect(readFileSync(await download(other, { from: url, isUnchecked: true }))).toHaveLength(
    300_000,
  );
});

test("a file that was taken unchecked is checked when it is next wanted, and fetched afresh when asked", async () => {
  const { url, asked } = await serve(Buffer.from("another file"));
  const target = await download(published, { from: url, isUnchecked: true });
  await download(published, { from: url, isUnchecked: true });
  expect(asked).toHaveLength(1);
  await download(published, { from: url, isUnchecked: true, isAfresh: true });
  expect(asked).toHaveLength(2);
  await expect(download(published, { from: url })).rejects.toThrow("must have the md5");
  expect(existsSync(target)).toBe(false);
});

test("an address that does not know the file is told with its answer", async () => {
  const { url } = await serve(content);
  await expect(
    download(published, { from: url.replace("set", "sat"), retryMs: 1 }),
  ).rejects.toThrow("sat.tar.gz: must be reachable: got status 404 Not Found. Try again");
});

test("an aborted download ends at once and keeps what has arrived", async () => {
  const { url } = await serve(content);
  const controller = new AbortController();
  const aborted = download(published, {
    from: url,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(aborted).rejects.toThrow(/abort/);
  expect(readdirSync(downloads()).sort()).toEqual(["set.tar.gz.part", "set.tar.gz.part.tag"]);
});
