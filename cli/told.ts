import type { Record } from "../records/index.ts";
import {
  type Comparison,
  comparisonSheet,
  type Finding,
  findingText,
  matchName,
  namesOf,
  sheetsMarkdown,
  whyNot,
} from "../reports/index.ts";
import { type ExitCode, exit } from "./exit.ts";
import type { Annotation, StepReport } from "./github.ts";

/** What GitHub is told of a comparison. `path` is the file that its report went to; `""` for none. */
export function toldOfComparison(comparison: Comparison, code: ExitCode, path: string): StepReport {
  const worse = comparison.findings.filter(({ word }) => word === "worse");
  return {
    markdown: `${sheetsMarkdown([comparisonSheet(comparison, false)])}\n`,
    outputs: {
      verdict: verdictOf(code),
      regressions: String(worse.length),
      "report-path": path,
    },
    annotations: [
      ...worse.map((finding) => annotationOf("error", finding)),
      ...comparison.findings
        .filter(({ word }) => word === "not comparable")
        .map((finding) => annotationOf("warning", finding)),
    ],
  };
}

/** The same of a run; `markdown` are its tables. */
export function toldOfRun(
  records: readonly Record[],
  markdown: string,
  code: ExitCode,
  path: string,
): StepReport {
  const names = namesOf(records);
  return {
    markdown: `${markdown}\n`,
    outputs: { verdict: verdictOf(code), "report-path": path },
    annotations: records.flatMap((record) => {
      const { outcome } = record;
      const reason = outcome.kind === "unsupported" ? null : whyNot(outcome);
      const title = names.get(record)!;
      return reason === null ? [] : [{ level: "warning", title, message: reason }];
    }),
  };
}

/** The same of a comparison that has no base, and why. */
export const toldOfNoBase = (reason: string): StepReport => ({
  markdown: `### Comparison: nothing to compare with\n\n${reason}\n`,
  outputs: { verdict: verdictOf(exit.incomparable), regressions: "", "report-path": "" },
  annotations: [{ level: "error", title: "lra compare", message: reason }],
});

/** An exit code as one word. */
function verdictOf(code: ExitCode): string {
  switch (code) {
    case exit.ok:
      return "ok";
    case exit.regression:
      return "worse";
    case exit.incomplete:
      return "incomplete";
    case exit.incomparable:
      return "incomparable";
    default:
      return "failed";
  }
}

function annotationOf(level: Annotation["level"], finding: Finding): Annotation {
  const { match, measure } = finding;
  return { level, title: `${matchName(match)}: ${measure}`, message: findingText(finding) };
}
