import { appendFileSync, existsSync, statSync } from "node:fs";
import { oneLine } from "../reports/index.ts";
import { remark } from "./console.ts";

/** What a step of GitHub Actions has to tell. */
export interface StepReport {
  /** For the page of the run. */
  readonly markdown: string;
  /** For the steps after it. */
  readonly outputs: Readonly<{ [name: string]: string }>;
  /** The first ten of each level are shown. */
  readonly annotations: readonly Annotation[];
}

export interface Annotation {
  readonly level: "error" | "warning";
  readonly title: string;
  readonly message: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Tells the runner of GitHub Actions, as far as the environment says that there is one; does nothing elsewhere. Annotations
 * go to stderr. https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function tellGitHub(report: StepReport, env: Environment = process.env): void {
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output, GITHUB_ACTIONS: actions } = env;
  if (summary) append(summary, fitting(report.markdown, roomIn(summary)));
  if (output) append(output, Object.entries(report.outputs).map(assignment).join(""));
  if (actions === "true") for (const line of annotationLines(report.annotations)) remark(line);
}

/** A verdict stands whether it can be told or not. */
function append(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    remark(`lra: ${file}: must be writable: got ${oneLine(reason)}. GitHub is not told.`);
  }
}

/** A step may write 1 MiB. */
const roomIn = (file: string): number => 2 ** 20 - (existsSync(file) ? statSync(file).size : 0);

/** The lines that fit, and a note where some do not. */
export function fitting(markdown: string, bytes: number): string {
  const whole = Buffer.byteLength(markdown);
  if (whole <= bytes) return markdown;
  const note = "\nCut here: GitHub shows 1 MiB. The report among the artifacts is whole.\n";
  const left = Buffer.from(markdown).subarray(0, Math.max(0, bytes - Buffer.byteLength(note)));
  const text = left.toString("utf8");
  const lines = text.slice(0, text.lastIndexOf("\n") + 1);
  return Buffer.byteLength(note) <= bytes ? `${lines}${note}` : "";
}

/** `name=value`, in the form that a value of several lines may have. */
function assignment([name, value]: readonly [string, string]): string {
  let end = "end";
  while (value.split("\n").includes(end)) end += "-";
  return `${name}<<${end}\n${value}\n${end}\n`;
}

const shown = 10;

/** `::error title=…::…`; of those that would not be shown the last line tells. */
export function annotationLines(annotations: readonly Annotation[]): readonly string[] {
  return (["error", "warning"] as const).flatMap((level) => {
    const some = annotations.filter((annotation) => annotation.level === level);
    const isLong = some.length > shown;
    const listed = isLong ? some.slice(0, shown - 1) : some;
    const more = { level, title: "lra", message: `and ${some.length - listed.length} more` };
    return [...listed, ...(isLong ? [more] : [])].map(
      ({ title, message }) => `::${level} title=${property(title)}::${data(message)}`,
    );
  });
}

const data = (text: string): string =>
  oneLine(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
