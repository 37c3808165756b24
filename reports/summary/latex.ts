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

/** Rows that a table on one page has room for. */
const mostRows = 40;

/** The summaries as LaTeX tables for a paper, which needs `booktabs` and `graphicx` and nothing else. */
export function summaryLatex(
  summaries: readonly Summary[],
  published: (summary: Summary) => readonly PublishedTable[],
): string {
  const labels = summaries.map(labelOf);
  const tables = summaries.flatMap((summary, i) => {
    const before = labels.slice(0, i).filter((label) => label === labels[i]).length;
    const label = before === 0 ? labels[i]! : `${labels[i]}-${before + 1}`;
    return tablesOf(summary, label, tablesFor(summary, published(summary)));
  });
  return ["% \\usepackage{booktabs,graphicx}\n", ...tables.map(tableText)].join("\n");
}

interface Table {
  readonly caption: string;
  readonly label: string;
  readonly columns: readonly string[];
  /** With a rule between groups. */
  readonly groups: readonly (readonly Row[])[];
  readonly notes: readonly string[];
}

type Row = readonly string[];

/** Ours with the published rows below, or, where these are too many, with a table of their own for each source. */
function tablesOf(
  summary: Summary,
  label: string,
  published: readonly PublishedTable[],
): readonly Table[] {
  const { boards, lines } = summary;
  const columns = columnsOf(summary);
  const theirs = besides(summary, published);
  const own: Table = {
    caption: captionOf(summary),
    label,
    columns: columns.map(({ title }) => title),
    groups: [lines.map((line) => [tex(line.name), ...columns.map(({ text }) => text(line))])],
    notes: [...boards.flatMap(dataOf).map(tex), ...remarksOf(summary).map(tex)],
  };
  const citing = published.map(({ source, caveat }) => tex(`${source}: ${caveat}.`));
  if (lines.length + theirs.length <= mostRows) {
    const rows = theirs.map((row) => rowOf(row, columns, superscript(letter(row.source))));
    const sources = citing.map((text, i) => `${superscript(letter(i))}~${text}`);
    return [{ ...own, groups: [...own.groups, rows], notes: [...own.notes, ...sources] }];
  }
  const scored = columns.filter(({ isScore }) => isScore);
  return [
    own,
    ...citing.map((text, i) => ({
      caption: `Published test accuracy in percent. ${text}`,
      label: `${label}-${letter(i)}`,
      columns: scored.map(({ title }) => title),
      groups: [theirs.filter(({ source }) => source === i).map((row) => rowOf(row, scored))],
      notes: [],
    })),
  ];
}

const rowOf = (row: Beside, columns: readonly Column[], mark = ""): Row => [
  `${tex(row.title)}${mark}`,
  ...columns.map(({ beside }) => beside(row)),
];

/** A table in small print, and smaller where it is wider than the text. */
const tableText = ({ caption, label, columns, groups, notes }: Table): string =>
  `${[
    "\\begin{table}[t]",
    "  \\centering\\footnotesize\\setlength{\\tabcolsep}{3pt}",
    `  \\caption{${caption}}`,
    `  \\label{${label}}\\medskip`,
    "  \\resizebox{\\ifdim\\width>\\linewidth \\linewidth\\else\\width\\fi}{!}{%",
    `  \\begin{tabular}{l${"r".repeat(columns.length)}}`,
    "    \\toprule",
    lineOf(["Variant", ...columns.map(tex)]),
    ...groups
      .filter((rows) => rows.length > 0)
      .flatMap((rows) => ["    \\midrule", ...rows.map(lineOf)]),
    "    \\bottomrule",
    "  \\end{tabular}}",
    ...footnotes(notes),
    "\\end{table}",
  ].join("\n")}\n`;

const lineOf = (cells: Row): string => `    ${cells.join(" & ")} \\\\`;

const superscript = (text: string): string => `\\textsuperscript{${text}}`;

interface Column {
  readonly title: string;
  /** Of accuracies, which published tables have too. */
  readonly isScore: boolean;
  readonly text: (line: Line) => string;
  readonly beside: (row: Beside) => string;
}

function columnsOf({ boards }: Summary): readonly Column[] {
  const sizes: readonly Column[] = [
    {
      title: "Parameters",
      isScore: false,
      text: ({ parity }) => (parity ? tex(excessText(parity.parameters)) : dash),
      beside: () => "",
    },
    {
      title: "FLOPs",
      isScore: false,
      text: ({ parity }) => (parity ? tex(excessText(parity.trainFlops)) : dash),
      beside: () => "",
    },
  ];
  const average: Column = {
    title: "Average",
    isScore: true,
    text: ({ average }) =>
      average ? rankedTex(average, average.rank, average.rank?.high === 1) : dash,
    beside: (row) => tex(row.average),
  };
  return [
    ...boards.map(
      ({ task }, at): Column => ({
        title: benchmarkTitles[task] ?? task,
        isScore: true,
        text: ({ entries }) => entryTex(entries[at]!),
        beside: ({ scores }) => tex(scores[at]!),
      }),
    ),
    ...(boards.length > 1 ? [average] : []),
    ...sizes,
  ];
}

const dash = "--";
const dagger = "$\\dagger$";

function entryTex(entry: Entry | null): string {
  if (entry === null) return dash;
  const { accuracy, rank, row } = entry;
  if (accuracy === null) return `${dash} (${tex(failureOf(row))})`;
  const chance = chanceOf(row).replace("chance", dagger);
  return `${rankedTex(accuracy, rank, isBest(entry))}${chance && ` ${chance}`}`;
}

/** `\textbf{36.4} $\pm$ 1.2\textsuperscript{1}` */
function rankedTex(estimate: Estimate, rank: Rank | null, isBold: boolean): string {
  const text = tex(estimateText(estimate));
  const number = isBold ? text.replace(/^\S+/, "\\textbf{$&}") : text;
  return rank === null ? number : `${number}${superscript(tex(places(rank)))}`;
}

const captionOf = (summary: Summary): string =>
  [
    `Test accuracy in percent, ${tex(titleOf(summary))}.`,
    "$\\pm$: how far the 95\\,\\% interval of the mean over seeds reaches.",
    "Superscripts: 95\\,\\% interval of the rank in the column; bold: told apart from all others and best.",
    ...(hasChance(summary)
      ? [`${dagger}: not above the commonest class, of all seeds or so many.`]
      : []),
    "Parameters and FLOPs of a training step are against softmax attention.",
  ].join(" ");

const hasChance = ({ lines }: Summary): boolean =>
  lines.some(({ entries }) =>
    entries.some((entry) => entry !== null && chanceOf(entry.row) !== ""),
  );

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
