const bars = "▁▂▃▄▅▆▇█";
const gap = "·";

/**
 * Values as bars of eight heights, a dot where there is none. All of `range` is low to high at least, about the
 * middle of the values: noise stays flat.
 */
export function sparkline(values: readonly (number | null)[], range: number): string {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const span = Math.max(high - low, range);
  const bottom = (low + high - span) / 2;
  const barOf = (value: number) => {
    const share = span === 0 ? 0.5 : (value - bottom) / span;
    return bars[Math.max(0, Math.min(bars.length - 1, Math.floor(share * bars.length)))]!;
  };
  return values.map((value) => (value === null ? gap : barOf(value))).join("");
}
