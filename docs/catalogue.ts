import type { LengthRow } from "../bench/lengths.ts";
import { type Entry, entryOf, paddingText } from "../cli/catalogue.ts";
import { growthLengths, growthOf, powerText } from "../cli/growth.ts";
import { isEquation, withoutIndent } from "../cli/header.ts";
import { type Variant, type VariantName, variants } from "../variants/index.ts";

/** What `npm run bench -- lengths --write` leaves. */
export interface Measured {
  /** The machine, in words. */
  readonly machine: string;
  readonly rows: readonly LengthRow[];
}

/** The page on all variants: registry, headers, exact costs, measured times. Markdown. */
export function cataloguePage(measured: Measured): string {
  const entries = (Object.keys(variants) as VariantName[]).map(entryOf);
  return [
    "# Variants",
    "Made by `npm run docs` from the registry, the headers of `variants/*.ts`, exact costs and `measured.json`.",
    `FLOPs and activation bytes are counted: one training step of two layers of 64 features, from ${growthLengths.join(" to ")} tokens; ` +
      `what stands there is the power of n that they grow with. ${timesText(measured)}`,
    overview(entries, measured),
    ...entries.flatMap(section),
    "",
  ].join("\n\n");
}

const timesText = ({ machine, rows }: Measured): string =>
  rows.length === 0
    ? "Times are not measured yet."
    : `Times are measured at batch 1, against softmax attention beside it (${machine}); their power of n is that from 1024 to 4096 tokens.`;

function overview(entries: readonly Entry[], measured: Measured): string {
  return markdownTable(
    entries.map(({ name, title, year, claimed }) => {
      const variant: Variant = variants[name];
      const counted = growthOf(variant, variant.options.parse({}));
      const at = (length: number) =>
        measured.rows.find((row) => row.variant === name && row.length === length);
      const [short, long] = [at(1024), at(4096)];
      return {
        variant: `[${name}](#${name})`,
        title,
        year: String(year),
        claimed: claimed.text,
        FLOPs: powerText(counted?.flops),
        "activation bytes": powerText(counted?.peakActivationBytes),
        time: powerText(short && long && Math.log2(long.stepMs / short.stepMs) / 2),
        "time, n 4096": long ? `${long.timeOfSoftmax.toFixed(2)} of softmax` : missing,
        "memory, n 4096": long ? `${long.memoryOfSoftmax.toFixed(2)} of softmax` : missing,
      };
    }),
  );
}

const missing = "–";

function section(entry: Entry): readonly string[] {
  const { name, title, year, paper, equation, notes, claimed, replaces, multipleOf } = entry;
  return [
    `## ${name}`,
    `**${title}**, ${year}. ${linked(paper)}. Claimed cost ${claimed.text}. In place of the Transformer's ${replaces.join(", ")}.`,
    fenced(equation),
    ...notes.map((note) => (isEquation(note) ? fenced(withoutIndent(note)) : note)),
    paddingText(multipleOf) || [],
    entry.options.length > 0 ? markdownTable(entry.options.map(optionRow)) : "No options.",
  ].flat();
}

const fenced = (equation: string): string => `\`\`\`text\n${equation}\n\`\`\``;

const optionRow = ({ option, default: standard, values, about }: Entry["options"][number]) => ({
  option: `\`${option}\``,
  default: `\`${JSON.stringify(standard)}\``,
  values,
  about,
});

const linked = (paper: string): string =>
  paper.replace(/arXiv (\d{4}\.\d{5})/, "[arXiv $1](https://arxiv.org/abs/$1)");

function markdownTable(rows: readonly Readonly<Record<string, string>>[]): string {
  const titles = Object.keys(rows[0]!);
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [
    line(titles),
    line(titles.map(() => "---")),
    ...rows.map((row) => line(titles.map((title) => row[title]!))),
  ].join("\n");
}
