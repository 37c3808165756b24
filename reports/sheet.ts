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
  readonly tags?: Tags;
}

export interface SheetRow {
  /** A text for each column. */
  readonly cells: readonly string[];
  /**
   * The number that each cell shows, or shows first, at full precision and without the prefix of its unit: `1.23 k` is 1230,
   * `+0.6 %` 0.6. `null` where it shows none; left out where the texts are precise.
   */
  readonly values?: readonly (number | null)[];
  readonly tags?: Tags;
  /** Which of them stand out from their column, where any do. */
  readonly isStrong?: readonly boolean[];
  readonly tone: Tone;
}

/** What a row or a column is of, by which readers choose; what is left out stays whatever they choose. */
export interface Tags {
  /** Empty where it is of all tasks together, which says nothing of one. */
  readonly task?: string;
  readonly protocol?: string;
  readonly device?: string;
  readonly variant?: string;
}

/** How a row stands out. */
export type Tone = "plain" | "first" | "faint" | "doubtful" | "missing";
