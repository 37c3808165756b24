import type { Rank } from "../../records/index.ts";
import { places } from "../format.ts";
import { benchmarkTitles, type PublishedTable } from "../published/index.ts";
import { chanceOf, estimateText, excessText, failureOf, isBest } from "./cells.ts";
import type { Entry, Estimate } from "./entry.ts";
import { remarksOf } from "./notes.ts";
import { type Beside, besides, tablesFor } from "./published-rows.ts";
import type { Line, Summary } from "./summary.ts";
import { tex } from "./tex.ts";
import { dataOf, titleOf } from "./title.ts";

/** The summaries as LaTeX tables for a paper, which needs `booktabs` and nothing else. */
export function summaryLatex(
  summaries: readonly Summary[],
  published: (summary: Summary) => readonly PublishedTable[],
): string {
  const labels = summaries.map(labelOf);
  const tables = summaries.map((summary, i) => {
    const before = labels.slice(0, i).filter((label) => label === labels[i]).length;
    const label = before === 0 ? labels[i]! : `${labels[i]}-${before + 1}`;
    return tableOf(summary, label, tablesFor(summary, published(summary)));
  });
  return ["% \\usepackage{booktabs}\n", ...tables].join("\n");
}

function tableOf(summary: Summary, label: string, published: readonly PublishedTable[]): string {
  const { boards, lines } = summary;
  const columns = columnsOf(summary);
  const theirs = besides(summary, published);
  const lineOf = (cells: readonly string[]) => `    ${cells.join(" & ")} \\\\`;
  return `${[
    "\\begin{table}[t]",
    "  \\centering",
    `  \\caption{${captionOf(summary)}}`,
    `  \\label{${label}}`,
    `  \\begin{tabular}{l${"r".repeat(columns.length)}}`,
    "    \\toprule",
    lineOf(["Variant", ...columns.map(({ title }) => tex(title))]),
    "    \\midrule",
    ...lines.map((line) => lineOf([tex(line.name), ...columns.map(({ text }) => text(line))])),
    ...(theirs.length === 0 ? [] : ["    \\midrule"]),
    ...theirs.map((row) =>
      lineOf([
        `${tex(row.title)}\\textsuperscript{${letter(row.source)}}`,
        ...columns.map(({ beside }) => beside(row)),
      ]),
    ),
    "    \\bottomrule",
    "  \\end{tabular}",
    ...footnotes([
      ...boards.flatMap(dataOf).map(tex),
      ...remarksOf(summary).map(tex),
      ...published.map(
        ({ source, caveat }, i) =>
          `\\textsuperscript{${letter(i)}}~${tex(`${source}: ${caveat}.`)}`,
      ),
    ]),
    "\\end{table}",
  ].join("\n")}\n`;
}

interface Column {
  readonly title: string;
  readonly text: (line: Line) => string;
  readonly beside: (row: Beside) => string;
}

function columnsOf({ boards }: Summary): readonly Column[] {
  const sizes: readonly Column[] = [
    {
      title: "Parameters",
      text: ({ parity }) => (parity ? tex(excessText(parity.parameters)) : dash),
      beside: () => "",
    },
    {
      title: "FLOPs",
      text: ({ parity }) => (parity ? tex(excessText(parity.trainFlops)) : dash),
      beside: () => "",
    },
  ];
  const average: Column = {
    title: "Average",
    text: ({ average }) =>
      average ? rankedTex(average, average.rank, average.rank?.high === 1) : dash,
    beside: (row) => tex(row.average),
  };
  return [
    ...boards.map(
      ({ task }, at): Column => ({
        title: benchmarkTitles[task] ?? task,
        text: ({ entries }) => entryTex(entries[at]!),
        beside: ({ scores }) => tex(scores[at]!),
      }),
    ),
    ...(boards.length > 1 ? [average] : []),
    ...sizes,
  ];
}

const dash = "--";

function entryTex(entry: Entry | null): string {
  if (entry === null) return dash;
  const { accuracy, rank, row } = entry;
  if (accuracy === null) return `${dash} (${tex(failureOf(row))})`;
  const chance = chanceOf(row);
  return `${rankedTex(accuracy, rank, isBest(entry))}${chance && ` (${tex(chance)})`}`;
}

/** `\textbf{36.4} $\pm$ 1.2\textsuperscript{1}` */
function rankedTex(estimate: Estimate, rank: Rank | null, isBold: boolean): string {
  const text = tex(estimateText(estimate));
  const number = isBold ? text.replace(/^\S+/, "\\textbf{$&}") : text;
  return rank === null ? number : `${number}\\textsuperscript{${tex(places(rank))}}`;
}

const captionOf = (summary: Summary): string =>
  [
    `Test accuracy in percent, ${tex(titleOf(summary))}.`,
    "$\\pm$: how far the 95\\,\\% interval of the mean over seeds reaches.",
    "Superscripts: 95\\,\\% interval of the rank in the column; bold: told apart from all others and best.",
    "Parameters and FLOPs of a training step are against softmax attention.",
  ].join(" ");

/** For `\ref`: letters, digits and dashes. */
const labelOf = ({ protocol, device, entrants }: Summary): string =>
  `tab:lra-${[protocol, device, ...(entrants === "closed" ? ["closed"] : [])]
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")}`;

/** `a`, `b`, … of published tables. */
const letter = (index: number): string => String.fromCharCode(97 + index);

function footnotes(notes: readonly string[]): readonly string[] {
  if (notes.length === 0) return [];
  return [
    "",
    "  \\smallskip",
    "  \\begin{minipage}{\\linewidth}\\footnotesize",
    ...notes.map((note) => `    ${note}\\par`),
    "  \\end{minipage}",
  ];
}
