import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { emptyFolder, lra } from "./lra.ts";

const smoke = ["run", "--protocol", "smoke", "--tasks", "listops", "--device", "cpu"];

async function cellsOf(shard: string): Promise<readonly string[]> {
  const args = [...smoke, "--shard", shard, "--dry-run", "--json"];
  const { stdout } = await lra(args, { cwd: emptyFolder() });
  return (JSON.parse(stdout) as { id: string }[]).map(({ id }) => id);
}

test("the shards of a run are its cells, each once", async () => {
  const [whole, first, second] = await Promise.all(["1/1", "1/2", "2/2"].map(cellsOf));
  expect(whole).toHaveLength(3);
  expect([...first!, ...second!].sort()).toEqual([...whole!].sort());
  expect(first!.length * second!.length).toBe(2);
});

test("a shard without cells runs nothing, and a wrong one is one line", async () => {
  const cwd = emptyFolder();
  expect(await lra([...smoke, "--shard", "4/4"], { cwd })).toEqual({
    code: 0,
    stdout: "",
    stderr: "lra: shard 4/4 of 3 cells has none: there is nothing to run.\n",
  });
  expect(await lra([...smoke, "--shard", "5/4"], { cwd })).toEqual({
    code: 2,
    stdout: "",
    stderr: 'lra: --shard: must be a part and how many there are, as 1/4 to 4/4: got "5/4".\n',
  });
  expect(readdirSync(cwd)).toEqual([]);
});
