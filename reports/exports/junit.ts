import type { Record } from "../../records/index.ts";
import {
  type Comparison,
  type Ends,
  type Finding,
  findingText,
  isBroken,
} from "../compare/index.ts";
import { whyNot } from "../outcome.ts";
import { matchName, namesOf } from "./names.ts";
import { element, text } from "./xml.ts";

/**
 * JUnit XML with a test case a cell: passed where it came to numbers. By Jenkins' junit-10.xsd.
 * https://github.com/jenkinsci/xunit-plugin
 */
export function junit(records: readonly Record[]): string {
  return suite(
    "lra report",
    [...namesOf(records)].map(([record, name]) => ({
      classname: record.cell.task,
      name,
      seconds: record.durationMs / 1000,
      ends: endOf(record),
    })),
  );
}

/** The same with a test case a finding: failed where the candidate is worse, skipped where the sides do not compare. */
export function comparisonJunit({ findings }: Comparison): string {
  return suite(
    "lra compare",
    findings.map((finding) => ({
      classname: matchName(finding.match),
      name: nameOf(finding),
      seconds: null,
      ends: verdictOf(finding),
    })),
  );
}

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly seconds: number | null;
  readonly ends: End;
}

/** How a test case ended; what passed may have something to say. */
interface End {
  readonly kind: "passed" | "failure" | "error" | "skipped";
  readonly type: string;
  readonly message: string;
}

function endOf({ outcome }: Record): End {
  const message = whyNot(outcome) ?? outcome.kind;
  switch (outcome.kind) {
    case "ok":
    case "chance":
    case "timed":
      return { kind: "passed", type: outcome.kind, message };
    case "unsupported":
      return { kind: "skipped", type: outcome.kind, message };
    case "invalid":
      return { kind: "failure", type: "InvalidResult", message };
    case "oom":
    case "timeout":
    case "crash":
      return { kind: "error", type: "NoResult", message };
  }
}

function verdictOf(finding: Finding): End {
  const { word, measure, ends } = finding;
  const message = findingText(finding);
  if (word === "not comparable") return { kind: "skipped", type: "NotComparable", message };
  if (ends !== null) return { ...outcomeEnd(word, ends), message };
  if (word !== "worse") return { kind: "passed", type: word, message };
  const type = measure === "accuracy" ? "AccuracyRegression" : "PerformanceRegression";
  return { kind: "failure", type, message };
}

/** A cell without numbers is an error, new or not; one that its variant refuses is skipped. */
function outcomeEnd(word: Finding["word"], ends: Ends): Omit<End, "message"> {
  if (word === "worse" || isBroken(ends)) return { kind: "error", type: "NoResult" };
  return { kind: ends.candidate === "unsupported" ? "skipped" : "passed", type: word };
}

/** Of a finding on how a cell ended the seed makes the name. */
const nameOf = ({ measure, ends }: Finding): string =>
  ends === null ? measure : `outcome, seed ${ends.seed}`;

function suite(name: string, cases: readonly Case[]): string {
  const count = (kind: End["kind"]) => cases.filter(({ ends }) => ends.kind === kind).length;
  const counts = { tests: cases.length, failures: count("failure"), errors: count("error") };
  const all = element("testsuite", { name, ...counts, skipped: count("skipped") }, [
    "\n",
    ...cases.map(caseText),
  ]);
  const root = element("testsuites", { name, ...counts }, ["\n", all]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}

function caseText({ classname, name, seconds, ends }: Case): string {
  const { kind, type, message } = ends;
  const time = seconds === null ? {} : { time: seconds.toFixed(3) };
  const said =
    kind === "passed"
      ? `<system-out>${text(message)}</system-out>`
      : element(kind, { type, message }).trimEnd();
  return element("testcase", { classname, name, ...time }, [said]);
}
