/** Those that no other beats: of none is every figure at least as high and one higher. All figures are better the higher. */
export function front<Item>(
  items: readonly Item[],
  figuresOf: (item: Item) => readonly number[],
): readonly Item[] {
  const all = items.map((item) => ({ item, figures: figuresOf(item) }));
  const isBeaten = ({ figures }: { figures: readonly number[] }) =>
    all.some((other) => beats(other.figures, figures));
  return all.filter((one) => !isBeaten(one)).map(({ item }) => item);
}

const beats = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((figure, i) => figure >= b[i]!) && a.some((figure, i) => figure > b[i]!);
