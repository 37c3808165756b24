import { describe, expect, test } from "vitest";
import { makeCell, type Record } from "../../../records/index.ts";
import {
  leaderboard,
  published,
  summaries,
  summaryCsv,
  summaryLatex,
} from "../../../reports/index.ts";
import { tex } from "../../../reports/summary/tex.ts";
import { on, tasksArena } from "../../support/tasks-arena.ts";

const of = (records: readonly Record[]) => summaries(leaderboard(records));
const none = () => [];

describe("LaTeX", () => {
  const text = summaryLatex(of(tasksArena), none);

  test("a table that booktabs and graphicx set", () => {
    expect(`\n${text}`).toMatchInlineSnapshot(`
      "
      % \\usepackage{booktabs,graphicx}

      \\begin{table}[t]
        \\centering\\footnotesize\\setlength{\\tabcolsep}{3pt}
        \\caption{Test accuracy in percent, quick $\\cdot$ cpu $\\cdot$ 3 seeds. $\\pm$: how far the 95\\,\\% interval of the mean over seeds reaches. Superscripts: 95\\,\\% interval of the rank in the column; bold: told apart from all others and best. Parameters and FLOPs of a training step are against softmax attention.}
        \\label{tab:lra-quick-cpu}\\medskip
        \\resizebox{\\ifdim\\width>\\linewidth \\linewidth\\else\\width\\fi}{!}{%
        \\begin{tabular}{lrrrrrr}
          \\toprule
          Variant & ListOps & Text & Image & Average & Parameters & FLOPs \\\\
          \\midrule
          linear & \\textbf{50.1} $\\pm$ 2.2\\textsuperscript{1} & \\textbf{75.1} $\\pm$ 1.9\\textsuperscript{1} & 40.6 $\\pm$ 2.2\\textsuperscript{1--3} & \\textbf{55.3} $\\pm$ 1.2\\textsuperscript{1} & 0 \\% & $-$50 \\% \\\\
          local & 40.1 $\\pm$ 2.2\\textsuperscript{2--3} & 65.6 $\\pm$ 2.1\\textsuperscript{2--3} & 39.6 $\\pm$ 2.2\\textsuperscript{1--3} & 48.4 $\\pm$ 1.2\\textsuperscript{2--3} & +1.3 to +5.3 \\% & $-$50 \\% \\\\
          softmax & 40.1 $\\pm$ 2.2\\textsuperscript{2--3} & 65.1 $\\pm$ 2.1\\textsuperscript{2--3} & 40.1 $\\pm$ 2.2\\textsuperscript{1--3} & 48.4 $\\pm$ 1.2\\textsuperscript{2--3} & 0 \\% & 0 \\% \\\\
          luna & 30.0 $\\pm$ 2.0\\textsuperscript{5} & 60.0 $\\pm$ 2.2\\textsuperscript{4} & 30.0 $\\pm$ 2.0\\textsuperscript{5} & 40.0 $\\pm$ 1.2\\textsuperscript{4} & +100 \\% & $-$50 \\% \\\\
          bigbird & 25.0 $\\pm$ 1.9\\textsuperscript{6} & 50.0 $\\pm$ 2.2\\textsuperscript{5} & -- & -- & 0 \\% & 0 \\% \\\\
          linformer & 35.0 $\\pm$ 2.1\\textsuperscript{4} & -- (timeout 1 of 3) & 35.0 $\\pm$ 2.1\\textsuperscript{4} & -- & 0 \\% & 0 \\% \\\\
          \\bottomrule
        \\end{tabular}}

        \\smallskip
        \\begin{minipage}{\\linewidth}\\footnotesize
          Open board only, with over 10 \\% more parameters than softmax: luna.\\par
          linformer on text: timeout: stopped after 10 min 0 s at step 120\\par
        \\end{minipage}
      \\end{table}
      "
    `);
  });

  test("every row has as many cells as the table has columns, and every group ends", () => {
    const rows = text.split("\n").filter((line) => line.endsWith("\\\\"));
    expect(rows.length).toBe(7);
    for (const row of rows) expect(row.match(/ & /g)).toHaveLength(6);
    expect(text).toContain("\\begin{tabular}{lrrrrrr}");
    const depth = [...text.replaceAll(/\\[{}]/g, "")].reduce(
      (open, sign) => open + (sign === "{" ? 1 : sign === "}" ? -1 : 0),
      0,
    );
    expect(depth).toBe(0);
  });

  test("published rows come last, their sources as footnotes", () => {
    const records = tasksArena.map((record) => ({
      ...record,
      cell: makeCell({ ...record.cell, protocol: "paper" }),
    }));
    const beside = summaryLatex(of(records), () => published.slice(0, 2));
    expect(beside).toContain(
      "    Transformer\\textsuperscript{a} & 36.37 & 64.27 & 42.44 & -- &  &  \\\\\n",
    );
    expect(beside).toContain(
      "    TLB\\textsuperscript{b} & 37.05 & 81.88 & 57.51 & -- &  &  \\\\\n",
    );
    expect(beside).toContain(
      "\\textsuperscript{a}~Tay et al. 2021, arXiv 2011.04006, table 1: 4 $\\times$ 4",
    );
    expect(beside).toContain("google-research/long-range-arena, README.md");
  });

  test("published rows that a page has no room for have a table for each source", () => {
    const all = summaryLatex(of(tasksArena), () => published);
    const tables = all.split("\\begin{table}").slice(1);
    expect(tables.length).toBeGreaterThan(3);
    expect(tables[0]).not.toContain("Transformer");
    expect(tables[1]).toContain("\\caption{Published test accuracy in percent. Tay et al. 2021");
    expect(tables[1]).toContain("\\label{tab:lra-quick-cpu-a}");
    expect(tables[1]).toContain("    Transformer & 36.37 & 64.27 & 42.44 & -- \\\\\n");
    for (const table of tables) expect(table.match(/\\\\$/gm)!.length).toBeLessThan(42);
  });

  /** What the fonts of pdfLaTeX have: Latin letters and the signs of Unicode's first blocks. */
  test("nothing of ours is a sign that pdfLaTeX cannot set", () => {
    const all = summaryLatex(of(tasksArena), () => published);
    expect(all.match(/[^\n\x20-\u017f…]/g)).toBeNull();
  });

  test("labels are told apart", () => {
    const other = on("listops", "softmax", 0, 800, { cell: { overrides: { steps: 7 } } });
    const labels = [...summaryLatex(of([...tasksArena, other]), none).matchAll(/\\label\{(.*)\}/g)];
    expect(labels.map(([, label]) => label)).toEqual(["tab:lra-quick-cpu", "tab:lra-quick-cpu-2"]);
  });

  test.each([
    ["\\input{/etc/passwd}", "\\textbackslash{}input\\{/etc/passwd\\}"],
    ["a & b \\\\ % c", "a \\& b \\textbackslash{}\\textbackslash{} \\% c"],
    ["$x^2_1$#~", "\\$x\\textasciicircum{}2\\_1\\$\\#\\textasciitilde{}"],
    ["[2ex] *", "{[}2ex{]} {*}"],
    ["1–3 ± 2, −5\nnext", "1--3 $\\pm$ 2, $-$5 next"],
    ['<a|b>"', "\\textless{}a\\textbar{}b\\textgreater{}{\\char34}"],
  ])("%j does nothing", (given, inert) => {
    expect(tex(given)).toBe(inert);
  });

  test("a variant's name is inert in the table and in the label", () => {
    const own = {
      cell: { variant: "[9cm]\\end{table}%&", variantSha256: "a".repeat(64), protocol: "a_b}{" },
    };
    const hostile = summaryLatex(of([on("listops", "x", 0, 800, own)]), none);
    expect(hostile).toContain("    {[}9cm{]}\\textbackslash{}end\\{table\\}\\%\\& & 40.0");
    expect(hostile).toContain("\\label{tab:lra-a-b-cpu}");
    expect(hostile.match(/\\end\{table\}/g)).toHaveLength(1);
  });
});

describe("CSV", () => {
  const lines = (records: readonly Record[], tables = none()) => {
    const [names, ...rest] = summaryCsv(of(records), tables)
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    return rest.map((cells) => Object.fromEntries(names!.map((name, i) => [name, cells[i]])));
  };

  test("one line a number, in full precision, averages too", () => {
    const rows = lines(tasksArena);
    expect(rows).toHaveLength(6 * 4);
    expect(rows[0]).toMatchObject({
      source: "ours",
      variant: "linear",
      task: "listops",
      length_tokens: "64",
      seeds: "3",
      outcomes: "ok 3",
      accuracy_share: "0.501",
      rank_low: "1",
      rank_high: "1",
      parameters_ratio_high: "1",
      train_flops_ratio_low: "0.5",
      is_closed: "true",
    });
    expect(rows[3]).toMatchObject({ task: "average", length_tokens: "", seeds: "", rank_low: "1" });
  });

  test("what is missing is empty, and the outcome says why", () => {
    const rows = lines(tasksArena).filter(({ variant }) => variant === "linformer");
    expect(rows[1]).toMatchObject({
      task: "text",
      outcomes: "ok 2; timeout 1",
      accuracy_share: "",
      rank_low: "",
    });
    expect(rows[3]).toMatchObject({ task: "average", accuracy_share: "" });
  });

  test("published numbers follow, a failure without a number", () => {
    const text = summaryCsv(of(tasksArena), published.slice(0, 1));
    const rows = text.split("\n").filter((line) => line.startsWith('"Tay et al. 2021'));
    expect(rows).toHaveLength(11 * 7);
    expect(rows[0]).toMatch(/,Transformer,listops,.*,0\.3637,/);
    expect(rows[5]).toMatch(/,Transformer,pathx,,,,,FAIL,,/);
    expect(rows[6]).toMatch(/,Transformer,average,.*,0\.5439,/);
  });

  test.each(["=1+1", "+1", "-1", "@cmd"])("the name %j is no formula", (variant) => {
    expect(lines([on("listops", variant, 0, 800)])[0]!.variant).toBe(`'${variant}`);
  });
});
