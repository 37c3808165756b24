const milliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const sizes = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
} as const;

/** `90s`, `30m`, `1.5h` in milliseconds; `null` for anything else, and for nothing. */
export const durationMs = (text: string): number | null => whole(quantity(text, milliseconds));

/** The same with its fractions: `0.25ms` is 0.25. */
export const fractionalMs = (text: string): number | null => quantity(text, milliseconds);

/** `512MiB`, `4GiB`, `2GB` in bytes; `null` for anything else, and for nothing. */
export const sizeBytes = (text: string): number | null => whole(quantity(text, sizes));

const whole = (value: number | null): number | null => (value && Math.round(value)) || null;

function quantity(text: string, units: Readonly<Record<string, number>>): number | null {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?([A-Za-z]+)$/.exec(text.trim()) ?? [];
  if (number === undefined || unit === undefined || !Object.hasOwn(units, unit)) return null;
  const value = Number(number) * units[unit]!;
  return value > 0 ? value : null;
}
