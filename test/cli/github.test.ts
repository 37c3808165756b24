import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { annotationLines, fitting, tellGitHub } from "../../cli/github.ts";
import { run, runs } from "../support/compared.ts";
import { emptyFolder, lra } from "./lra.ts";

test("a name cannot give the runner commands", () => {
  const [line] = annotationLines([
    { level: "error", title: "a,b::c\r\n::set-env x=1::", message: "100 %\n::stop-commands::x" },
  ]);
  expect(line).toBe(
    "::error title=a%2Cb%3A%3Ac %3A%3Aset-env x=1%3A%3A::100 %25 ::stop-commands::x",
  );
});

test("of more annotations than are shown the tenth tells", () => {
  const many = (level: "error" | "warning", count: number) =>
    Array.from({ length: count }, (_, i) => ({ level, title: "t", message: `${i}` }));
  const lines = annotationLines([...many("warning", 10), ...many("error", 12)]);
  expect(lines.filter((line) => line.startsWith("::warning"))).toHaveLength(10);
  const errors = lines.filter((line) => line.startsWith("::error"));
  expect(errors).toHaveLength(10);
  expect(errors.at(-1)).toBe("::error title=lra::and 3 more");
});

test("a summary that is too long is cut at a line and says so", () => {
  const lines = Array.from({ length: 1000 }, (_, i) => `line ${i} ü`).join("\n");
  expect(fitting(lines, 1e6)).toBe(lines);
  const cut = fitting(lines, 500);
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(500);
  expect(cut).toMatch(/^line 0 ü\nline 1 ü\n[\s\S]*ü\n\nCut here: [^\n]*\n$/);
  expect(fitting(lines, 5)).toBe("");
});

test("summary and outputs are added to what earlier commands of the step wrote", () => {
  const folder = emptyFolder();
  const [summary, output] = [join(folder, "summary"), join(folder, "output")];
  writeFileSync(summary, "x".repeat(2 ** 20 - 200));
  const env = { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output };
  const outputs = { verdict: "ok", "report-path": "a\nend\nverdict=worse" };
  tellGitHub({ markdown: "row\n".repeat(200), outputs, annotations: [] }, env);
  expect(readFileSync(summary).length).toBeLessThanOrEqual(2 ** 20);
  expect(readFileSync(summary, "utf8")).toContain("Cut here");
  expect(readFileSync(output, "utf8")).toBe(
    "verdict<<end\nok\nend\nreport-path<<end-\na\nend\nverdict=worse\nend-\n",
  );
});

test("a file that cannot be written is told and changes nothing", () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const folder = emptyFolder();
  tellGitHub({ markdown: "x", outputs: {}, annotations: [] }, { GITHUB_STEP_SUMMARY: folder });
  expect(write.mock.calls.join()).toMatch(/must be writable: got EISDIR.* GitHub is not told\./);
  write.mockRestore();
});

test("a comparison tells its verdict, and annotates what got worse", async () => {
  const cwd = emptyFolder();
  const records = { base: runs(), next: [...runs().slice(1), run("fnet", 9)] };
  for (const [name, some] of Object.entries(records)) {
    writeFileSync(join(cwd, name), some.map((record) => `${JSON.stringify(record)}\n`).join(""));
  }
  const env = {
    GITHUB_ACTIONS: "true",
    GITHUB_STEP_SUMMARY: join(cwd, "summary"),
    GITHUB_OUTPUT: join(cwd, "output"),
  };
  const args = ["compare", "base", "next", "--format", "json", "--output", "report.json"];
  const { code, stdout, stderr } = await lra(args, { cwd, env });
  expect([code, stdout]).toEqual([3, ""]);
  expect(stderr).toBe(
    "::error title=quick/listops/softmax/64/cpu%3A outcome::worse; seed 0: ok → missing\n",
  );
  expect(readFileSync(join(cwd, "summary"), "utf8")).toMatch(/^### Comparison: 1 worse/);
  expect(readFileSync(join(cwd, "output"), "utf8")).toBe(
    "verdict<<end\nworse\nend\nregressions<<end\n1\nend\nreport-path<<end\nreport.json\nend\n",
  );
});
