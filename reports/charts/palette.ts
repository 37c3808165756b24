/** Six of the eight colours of Okabe & Ito 2008, which colour-blind eyes tell apart; their black and yellow are lost on black and on white. */
const colors = ["#CC79A7", "#E69F00", "#56B4E9", "#0072B2", "#D55E00", "#009E73"] as const;
/** Dash and gap, pixels. When all colours are taken they come again with the next pattern. */
const dashes: readonly (readonly number[])[] = [[], [10, 5], [3, 4], [12, 4, 3, 4]];

/** How a name is drawn. */
export interface Stroke {
  readonly color: string;
  readonly dash: readonly number[];
}

/**
 * A stroke for each name. It follows from the name alone, unless an alphabetically earlier one beside it took that colour.
 * The first 24 names get strokes of their own.
 */
export function strokes(names: readonly string[]): ReadonlyMap<string, Stroke> {
  const byName = new Map<string, Stroke>();
  const free = new Set(dashes.flatMap((_, d) => colors.map((_, c) => d * colors.length + c)));
  for (const name of [...new Set(names)].sort()) {
    const first = hash(name) % colors.length;
    const place = places(first).find((p) => free.has(p)) ?? first;
    free.delete(place);
    byName.set(name, stroke(place));
  }
  return byName;
}

/** `#0072B2` at opacity 0.25 → `#0072B240`. */
export const faded = (color: string, opacity: number): string =>
  color +
  Math.round(255 * opacity)
    .toString(16)
    .padStart(2, "0");

/** Every place, in the order in which a name that wants colour `first` tries them. */
const places = (first: number): number[] =>
  dashes.flatMap((_, d) => colors.map((_, c) => d * colors.length + ((first + c) % colors.length)));

const stroke = (place: number): Stroke => ({
  color: colors[place % colors.length]!,
  dash: dashes[Math.floor(place / colors.length)]!,
});

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, 0x01000193) >>> 0;
  return h;
}
