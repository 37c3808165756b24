import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { cacheFolder, type DownloadOptions, download } from "../../data/index.ts";
import type { Download } from "../../tasks/index.ts";
import { type Habits, serve } from "./server.ts";

/** Begins as a gzip does. */
const content = Buffer.from([
  0x1f,
  0x8b,
  ...Array.from({ length: 299_998 }, (_, i) => (i * i) % 251),
]);
const md5 = createHash("md5").update(content).digest("hex");

/** As published: the right checksum, at an address where nothing answers. */
const published: Download = {
  url: "https://data.invalid/set.tar.gz",
  bytes: content.length,
  checksum: { algorithm: "md5", hex: md5 },
};
const other = { ...published, checksum: { algorithm: "md5", hex: "0".repeat(32) } } as const;

const downloads = (): string => join(cacheFolder(), "downloads");
afterEach(() => rmSync(downloads(), { recursive: true, force: true }));

/** What the file of an address is called. */
const nameOf = (url: string): string =>
  `${createHash("sha256").update(url).digest("hex").slice(0, 8)}-${basename(url)}`;

async function fetched(habits: Habits, options: DownloadOptions = {}, file: Download = published) {
  const { asked, url } = await serve(content, habits);
  const progress: number[] = [];
  const { path, differences } = await download(file, {
    from: url,
    retryMs: 1,
    onProgress: ({ done, total }) => {
      expect(total).toBe(content.length);
      progress.push(done);
    },
    ...options,
  });
  expect(differences).toEqual([]);
  expect(readFileSync(path).equals(content)).toBe(true);
  expect(readdirSync(downloads())).toEqual([nameOf(url)]);
  expect(progress.at(-1)).toBe(content.length);
  return { asked, path, url };
}

test("a file is fetched once, from each address", async () => {
  const { asked, path, url } = await fetched({});
  expect((await download(published, { from: url })).path).toBe(path);
  expect(asked).toEqual([undefined]);
  const mirror = await serve(content);
  expect((await download(published, { from: mirror.url })).path).not.toBe(path);
  expect(mirror.asked).toEqual([undefined]);
});

describe("a connection that ends before the file does", () => {
  test("is made again for the rest", async () => {
    const { asked } = await fetched({ breaks: [100_000, 50_000] });
    expect(asked).toHaveLength(3);
    expect(asked[0]).toBeUndefined();
    const starts = asked.slice(1).map((range) => Number(/^bytes=(\d+)-$/.exec(range!)![1]));
    expect(starts[0]).toBeGreaterThan(0);
    expect(starts[1]).toBeGreaterThan(starts[0]!);
  });

  test("is made anew where the server sends no parts, or the file has become another", async () => {
    expect((await fetched({ breaks: [100_000], hasRanges: false })).asked).toHaveLength(2);
    rmSync(downloads(), { recursive: true });
    expect((await fetched({ breaks: [100_000], etags: ["old", "new"] })).asked).toHaveLength(2);
  });

  test("is given up when it never brings more than there was, though bytes come each time", async () => {
    const breaks = new Array<number>(40).fill(100_000);
    const { asked, url } = await serve(content, { breaks, hasRanges: false });
    await expect(download(published, { from: url, retryMs: 1 })).rejects.toThrow(
      "must be reachable: got",
    );
    expect(asked).toHaveLength(5);
  });

  test("is given up when that always happens, and the next call goes on", async () => {
    const breaks = [200_000, 0, 0, 0, 0, 0, 0];
    const { asked, url } = await serve(content, { breaks });
    await expect(download(published, { from: url, retryMs: 1 })).rejects.toThrow(
      /^http:\/\/127.*set\.tar\.gz: must be reachable: got .+\. Try again: what has arrived is kept\.$/,
    );
    const attempts = asked.length;
    const { path } = await download(published, { from: url, retryMs: 1 });
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(asked.slice(attempts).at(-1)).toMatch(/^bytes=[1-9]\d*-$/);
  });
});

test.each([
  ["in the middle", { breaks: [100_000], stalls: [true] }],
  ["before the first byte", { breaks: [0], stalls: [true] }],
])("a connection that says nothing more %s is left", async (_, habits) => {
  const { asked } = await fetched(habits, { silenceMs: 100 });
  expect(asked).toHaveLength(2);
});

test("the silence is told", async () => {
  const habits = { breaks: [0, 0, 0, 0, 0], stalls: [true, true, true, true, true] };
  const { url } = await serve(content, habits);
  await expect(download(published, { from: url, retryMs: 1, silenceMs: 50 })).rejects.toThrow(
    "must be reachable: got nothing for 0.05 s. Try again",
  );
});

test("a part that has all bytes, so that there is no rest to be sent, is fetched anew", async () => {
  const { url, asked } = await serve(content);
  mkdirSync(downloads(), { recursive: true });
  const part = join(downloads(), `${nameOf(url)}.part`);
  writeFileSync(part, Buffer.alloc(content.length));
  writeFileSync(`${part}.tag`, '"a"');
  const { path } = await download(published, { from: url, retryMs: 1 });
  expect(readFileSync(path).equals(content)).toBe(true);
  expect(asked).toEqual([`bytes=${content.length}-`, undefined]);
});

describe("another file than the published one", () => {
  test("is removed", async () => {
    const { url } = await serve(content);
    await expect(download(other, { from: url })).rejects.toThrow(
      `${url}: the file of 300000 bytes must have the md5 ${"0".repeat(32)}: got ${md5}. It was removed; try again, another address with --from, or --unchecked.`,
    );
    expect(readdirSync(downloads())).toEqual([]);
  });

  test("is kept where it is wanted unchecked, and what it differs in is told", async () => {
    const { url } = await serve(content);
    const { path, differences } = await download(other, { from: url, isUnchecked: true });
    expect(readFileSync(path)).toHaveLength(300_000);
    expect(differences).toEqual([`the archive has the md5 ${md5} instead of ${"0".repeat(32)}`]);
  });

  test("is checked when it is next wanted, and fetched afresh when asked", async () => {
    const { url, asked } = await serve(content);
    const { path } = await download(other, { from: url, isUnchecked: true });
    await download(other, { from: url, isUnchecked: true });
    expect(asked).toHaveLength(1);
    await download(other, { from: url, isUnchecked: true, isAfresh: true });
    expect(asked).toHaveLength(2);
    await expect(download(other, { from: url })).rejects.toThrow("must have the md5");
    expect(existsSync(path)).toBe(false);
  });

  test("that is no archive is not kept", async () => {
    const { url } = await serve(Buffer.from("<!doctype html>\n<title>Sign in</title>"));
    const nothing = { ...published, checksum: null };
    await expect(download(nothing, { from: url })).rejects.toThrow(
      `${url}: must be a tar or a tar.gz: got a file that begins with "<!doctype html>\\n<title>Sign in". It was removed; try another address with --from.`,
    );
    expect(readdirSync(downloads())).toEqual([]);
    const good = await serve(gzipSync("data"));
    await download(nothing, { from: good.url });
  });
});

describe("an answer without a file", () => {
  test.each([404, 403, 410])("%i is not asked for again", async (status) => {
    const { url, asked } = await serve(content, { statuses: [status] });
    await expect(download(published, { from: url, retryMs: 1 })).rejects.toThrow(
      new RegExp(
        `^${url}: must be there: got status ${status} .+\\. Try later, or another address with --from\\.$`,
      ),
    );
    expect(asked).toHaveLength(1);
  });

  test.each([408, 429, 500, 503])("%i is", async (status) => {
    expect((await fetched({ statuses: [status] })).asked).toHaveLength(2);
  });
});

test.each(["nowhere", "https://host/", "https://host", "file:///set.tar.gz", "ftp://host/set.tar"])(
  "%s is no address of a file",
  async (from) => {
    await expect(download(published, { from })).rejects.toThrow(
      `${from}: must be the address of a file, as https://host/file.tar.gz.`,
    );
    expect(existsSync(downloads())).toBe(false);
  },
);

test("an aborted download ends at once and keeps what has arrived", async () => {
  const { url } = await serve(content);
  const controller = new AbortController();
  const aborted = download(published, {
    from: url,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(aborted).rejects.toThrow(/abort/);
  const name = nameOf(url);
  expect(readdirSync(downloads()).sort()).toEqual([`${name}.part`, `${name}.part.tag`]);
});
