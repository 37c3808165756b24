import type { Trend } from "./trend.ts";

/** What a plan is made for: what got worse, from which point to which. */
export interface Stretch {
  /** Indices among the trend's points. */
  readonly from: number;
  readonly at: number;
  /** `null` of a cell that was lost. */
  readonly gain: number | null;
}

/**
 * Lines for a shell that find the commit which made a trend worse; `null` where there is nothing to look between.
 * They work in a worktree beside the repository they are typed in. The cell runs at the good commit first, on the
 * machine that looks, then at each commit that git asks for, and `lra compare` of the repository says which are bad: by
 * the estimate of this measure alone, since that something changed is known, and a commit that is wrongly called good
 * leads to another. What does not build or does not compare is skipped.
 */
export function bisectPlan(trend: Trend, { from, at, gain }: Stretch): readonly string[] | null {
  const [good, bad] = [from, at].map((i) => trend.points[i]!.commit?.replace(/\+$/, "") ?? null);
  if (!good || !bad || good === bad) return null;
  const command = commandOf(trend);
  if (/\p{Cc}/u.test(command)) return null;
  const place = `../lra-bisect-${good.slice(0, 7)}`;
  return [
    'export LRA="$PWD/dist/cli.js"',
    `git worktree add --detach ${place} ${good}`,
    `cd ${place}`,
    `cat > ${place}.sh <<'END'`,
    "npm ci --silent && npm run --silent build || exit 125",
    'rm -rf "$1"',
    `node dist/cli.js ${command} --quiet --output "$1" > /dev/null`,
    '[ "$1" = lra-results/good ] && exit',
    `node "$LRA" compare lra-results/good "$1"${howToJudge(trend, gain)}`,
    "case $? in 0) exit 0;; 3) exit 1;; *) exit 125;; esac",
    "END",
    `sh ${place}.sh lra-results/good`,
    `git bisect start ${bad} ${good}`,
    `git bisect run sh ${place}.sh lra-results/new`,
    "git bisect reset",
  ];
}

/** The command that runs the cell again. */
const commandOf = (trend: Trend): string =>
  trend.cell.measure === "speed" ? sweepCommand(trend) : runCommand(trend);

function runCommand(trend: Trend): string {
  const { cell, seeds, measure } = trend;
  const several = measure === "accuracy" || seeds.length > enough.length ? seeds : enough;
  const overrides = isTimed(measure) ? { timingMs, ...cell.overrides } : cell.overrides;
  return words([
    "run",
    ...["--protocol", cell.protocol, "--tasks", cell.task, "--variants", cell.variant],
    ...["--seeds", several.join(",")],
    ...surroundings(trend),
    ...["--length", String(cell.length)],
    ...settings("", overrides),
    ...settings(`task.${cell.task}.`, cell.taskOptions),
    ...settings(`variant.${cell.variant}.`, cell.variantOptions),
  ]);
}

function sweepCommand(trend: Trend): string {
  const { cell } = trend;
  const { batch, timingMs: ms = timingMs, ...overrides } = cell.overrides;
  return words([
    "sweep",
    ...["--protocol", cell.protocol, "--task", cell.task, "--variants", cell.variant],
    ...surroundings(trend),
    ...["--lengths", String(cell.length)],
    ...(batch === undefined ? [] : ["--batch", String(batch)]),
    ...["--timing", `${ms}ms`],
    ...settings("", overrides),
    ...settings(`variant.${cell.variant}.`, cell.variantOptions),
  ]);
}

/** For timing one kind of step, where the cell was not timed or not for long. */
const timingMs = 5000;

/** Seeds whose mean is known well enough to be held against half a shift. */
const enough = [0, 1, 2];

const isTimed = (measure: string): boolean => /speed$|time$/.test(measure);

const surroundings = ({ cell, budget }: Trend): readonly string[] => [
  ...["--device", cell.device, "--threads", String(cell.threads)],
  ...["--timeout", `${budget.timeoutMs}ms`],
  ...(budget.memoryBytes === null ? [] : ["--memory", `${budget.memoryBytes}B`]),
];

const settings = (prefix: string, values: Readonly<{ [name: string]: unknown }>) =>
  Object.entries(values).flatMap(([name, value]) => [
    "--set",
    `${prefix}${name}=${JSON.stringify(value)}`,
  ]);

/** Half the shift: what lies nearer to the old level is good, what lies nearer to the new one bad. */
function howToJudge({ unit, measure }: Trend, gain: number | null): string {
  if (gain === null) return "";
  const percent = Math.min(95, Number((50 * Math.abs(gain)).toPrecision(2)));
  const threshold = unit === "share" ? "--accuracy-threshold" : "--threshold";
  const judged = measure === "step time" ? "training-speed" : measure.replaceAll(" ", "-");
  return ` --measure ${judged} --by-estimate ${threshold} ${percent}`;
}

/** As a shell reads them back: inside single quotes wherever it might read anything else. */
const words = (all: readonly string[]): string =>
  all.map((word) => (/^[\w.,:=/@+-]+$/.test(word) ? word : quoted(word))).join(" ");

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
