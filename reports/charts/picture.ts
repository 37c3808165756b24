import { type Board, type Row, rowName } from "../board/index.ts";

/** A mark in axis units; `r` is a circle's radius in pixels of a picture 1200 wide. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly r?: number;
  /** What the page says about it under the pointer. */
  readonly facts?: readonly string[];
}

/** A chart.js dataset, the part of it that we use: a circle a mark, or a line through them. */
export interface Dataset {
  type: "bubble" | "line";
  data: Mark[];
  borderColor: string;
  borderWidth: number;
  borderDash?: number[];
  borderJoinStyle?: "round";
  backgroundColor?: string;
  pointStyle?: "line";
  pointRadius?: number;
  pointHitRadius?: number;
  pointBackgroundColor?: string;
  /** Fills down to the dataset before it. */
  fill?: "-1";
  /** `false` lets it be drawn over the edge of the chart. */
  clip?: false;
}

/** A filled rectangle in axis units, below the datasets. */
export interface Tile {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
  readonly color: string;
  /** Stands in its middle where there is room. */
  readonly text: string;
  readonly facts?: readonly string[];
}

/** An axis as chart.js takes it; without `min` and `max` it fits the marks. */
export interface Axis {
  readonly type: "linear" | "logarithmic";
  readonly min?: number;
  readonly max?: number;
  /** Where its ticks are; without, at round numbers. */
  readonly values?: readonly number[];
  /** What stands at these values; without, they do themselves. */
  readonly labels?: readonly string[];
  /** Downwards, or leftwards. */
  readonly reverse?: true;
  readonly grid?: { readonly display: false };
  readonly title: { readonly display: true; readonly text: string };
}

/** Text beside the last mark of a dataset. */
export interface Caption {
  /** Index of the dataset. */
  readonly dataset: number;
  readonly name: string;
  /** Said after the name, fainter; may be empty. */
  readonly note: string;
  /** Where it goes if there is room: `end` is right of the chart, in room kept for it. */
  readonly side: "beside" | "above" | "end";
}

/** A chart.js chart as data: plain JSON, without theme, size or code, so that the page and the PNG draw the same one. */
export interface Picture {
  readonly title: string;
  /** Small print: what the numbers are of, what circles and bars mean, what is missing. */
  readonly notes: readonly string[];
  /** Later ones lie above earlier ones. */
  readonly datasets: readonly Dataset[];
  readonly tiles?: readonly Tile[];
  /** Lines of text along the y axis that need room; of other charts none. */
  readonly lines?: number;
  readonly scales: { readonly x?: Axis; readonly y?: Axis };
  readonly captions: readonly Caption[];
}

/** An axis' name, shown. */
export const titled = (text: string) => ({ display: true, text }) as const;

/** `not shown: linformer (timeout 2, ok 1)`, or nothing: a gap in a picture is said, not left to be noticed. */
export function absent(board: Board, shown: readonly Row[]): readonly string[] {
  const missing = board.rows.filter((row) => !shown.includes(row));
  if (missing.length === 0) return [];
  const said = missing.map((row) => `${rowName(row)} (${outcomeWords(row)})`);
  return [`not shown: ${said.join(", ")}`];
}

const outcomeWords = ({ outcomes }: Row): string =>
  outcomes.map(({ kind, seeds }) => `${kind} ${seeds}`).join(", ");
