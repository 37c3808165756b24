/** A table as text, for whatever draws tables: every text is one line. */
export interface Sheet {
  /** What the rows have in common. */
  readonly title: string;
  readonly subtitles: readonly string[];
  readonly columns: readonly Head[];
  readonly rows: readonly SheetRow[];
  /** What a reader must know beside the numbers. */
  readonly notes: readonly string[];
}

export interface Head {
  readonly title: string;
  readonly isNumber: boolean;
  /** Where width is short the column of the highest number goes first; `null` for one that never goes. */
  readonly goes: number | null;
}

export interface SheetRow {
  /** A text for each column. */
  readonly cells: readonly string[];
  /** Which of them stand out from their column, where any do. */
  readonly isStrong?: readonly boolean[];
  readonly tone: Tone;
}

/** How a row stands out. */
export type Tone = "plain" | "first" | "faint" | "doubtful" | "missing";
