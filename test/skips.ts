import type { TestCase, TestProject } from "vitest/node";

/** When all tests have ended: how many were skipped for want of something, and of what, a line for each reason. */
export function setup({ vitest }: TestProject): () => void {
  return () => {
    const counts = new Map<string, number>();
    for (const module of vitest.state.getTestModules()) {
      for (const test of module.children.allTests("skipped")) {
        const reason = reasonOf(test, vitest.config.testNamePattern !== undefined);
        if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
      }
    }
    for (const [reason, count] of counts) console.log(`${count} skipped: ${reason}`);
  };
}

/** As the test told it, else the name of a suite that skips itself; to ask for names skips suites too. */
function reasonOf(test: TestCase, isNameAsked: boolean): string | null {
  const { note } = test.result() as { readonly note?: string };
  if (note) return note;
  const { parent } = test;
  return parent.type === "suite" && parent.options.mode === "skip" && !isNameAsked
    ? parent.name
    : null;
}
