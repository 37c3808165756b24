export { badge, comparisonBadge } from "./badge.ts";
export { bmf } from "./bmf.ts";
export { githubBenchmark } from "./github-benchmark.ts";
export { comparisonJunit, junit } from "./junit.ts";
export { matchName, namesOf } from "./names.ts";
export { comparisonMetrics, openMetrics } from "./openmetrics.ts";
