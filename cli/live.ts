import { isLive, type Screen, widthOf } from "./console.ts";

/** A line of a terminal that is written anew again and again. */
export interface LiveLine {
  /** Whether there is one: not in a file, nor in the log of a CI. */
  readonly isThere: boolean;
  /** Shows as much as fits, in the place of what stood there. */
  show(text: string): void;
  clear(): void;
}

const clear = "\r\x1b[2K";

export function liveLine(screen: Screen & { write(text: string): unknown }): LiveLine {
  const isThere = isLive(screen);
  const write = (text: string) => {
    if (isThere) screen.write(`${clear}${text}`);
  };
  return {
    isThere,
    show: (text) => write(text.slice(0, widthOf(screen) - 1)),
    clear: () => write(""),
  };
}
