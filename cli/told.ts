import type { Record } from "../records/index.ts";
import {
  type Comparison,
  comparisonSheet,
  type Finding,
  findingText,
  sheetsMarkdown,
  variantName,
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
  return {
    markdown: `${markdown}\n`,
    outputs: { verdict: verdictOf(code), "report-path": path },
    annotations: records.flatMap(({ cell, outcome }) => {
      const reason = outcome.kind === "unsupported" ? null : whyNot(outcome);
      const title = `${cell.task} ${variantName(cell)} seed ${cell.seed}`;
      return reason === null ? [] : [{ level: "warning", title, message: reason }];
    }),
  };
}

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
  const { cell } = match.record;
  return {
    level,
    title: `${cell.task} ${variantName(cell)}: ${measure}`,
    message: findingText(finding),
  };
}
