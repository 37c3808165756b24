import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entryName } from "../../data/index.ts";
import { type Cell, readRecords } from "../../records/index.ts";
import { resolve } from "../../runner/index.ts";
import { emptyFolder, lra } from "./lra.ts";

const smoke = ["run", "--protocol", "smoke", "--variants", "softmax", "--device", "cpu"];

/** What stands in the way of a write once the run is going, as a full disk does. */
type Obstacle = (cwd: string, cells: readonly Cell[]) => string;

const inTheWay: { readonly [what: string]: readonly [Obstacle, RegExp] } = {
  weights: [
    (cwd, [first]) => {
      const file = join(cwd, "lra-results", "weights", `${first!.id}.f32`);
      mkdirSync(file, { recursive: true });
      return file;
    },
    /^lra: lra-results\/weights\/\S+\.f32: must be writable: got EISDIR/,
  ],
  data: [
    (cwd, [, second]) => {
      const name = entryName(resolve(second!).choice);
      const file = join(cwd, "cache", "datasets", `${name}.unfinished`);
      mkdirSync(join(file, ".."), { recursive: true });
      writeFileSync(file, "");
      return file;
    },
    /^lra: cache \S+\/datasets: must be writable: got ENOTDIR/,
  ],
};

test.each(Object.entries(inTheWay))(
  "%s that cannot be written during a run: exit 2, what was done is kept, and --resume does the rest",
  async (_, [block, message]) => {
    const cwd = emptyFolder();
    const start = { cwd, env: { LRA_CACHE_DIR: join(cwd, "cache") } };
    const command = [...smoke, "--tasks", "listops,text"];
    const dry = await lra([...command, "--dry-run", "--json"], start);
    const obstacle = block(cwd, JSON.parse(dry.stdout));
    const { code, stdout, stderr } = await lra(command, start);
    expect([code, stdout]).toEqual([2, ""]);
    const [cell, stopped, fault] = stderr.split("\n");
    expect(cell).toMatch(/^\[1\/2\] listops softmax seed 0: (ok|chance), /);
    expect(stopped).toBe(
      "lra: stopped: 1 of 2 cells are kept in lra-results. To go on, add --resume to the same command.",
    );
    expect(fault).toMatch(message);
    rmSync(obstacle, { recursive: true });
    const resumed = await lra([...command, "--resume"], start);
    expect([resumed.code, resumed.stderr.split("\n").length]).toEqual([0, 3]);
    const records = await readRecords([join(cwd, "lra-results")]);
    expect(records.map((record) => record.cell.task)).toEqual(["listops", "text"]);
  },
);
