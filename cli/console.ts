/** Text to stdout: results, and nothing else, go there. */
export const print = (text: string): void => {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
};

/** Text to stderr: progress and remarks. */
export const remark = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** The part of a stream that colours and widths depend on. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether to colour: as NO_COLOR or FORCE_COLOR say (no-color.org), else on a terminal that is not dumb. */
export function isColoured({ isTTY }: Screen, env: Environment = process.env): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== "0";
  return isTTY === true && env.TERM !== "dumb";
}

/** Whether a line may be rewritten in place: on a terminal that knows how, and not in the log of a CI. */
export function isLive({ isTTY }: Screen, env: Environment = process.env): boolean {
  return isTTY === true && env.TERM !== "dumb" && !env.CI;
}

/** Characters in a line; Infinity where nobody sees the line wrap. */
export const widthOf = ({ isTTY, columns }: Screen): number =>
  isTTY === true ? columns || 80 : Number.POSITIVE_INFINITY;

/** How tables are drawn for an output: for stdout, `-`, as wide and as colourful as it is; for a file whole and plain. */
export const drawnFor = (output: string): { readonly width: number; readonly isColour: boolean } =>
  output === "-"
    ? { width: widthOf(process.stdout), isColour: isColoured(process.stdout) }
    : { width: Number.POSITIVE_INFINITY, isColour: false };
