/** What was asked for cannot be: a wrong name, option or device. One line that says what to do; exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The value under `name`; an unknown name throws, with the near miss and all that is known. */
export function lookUp<T>(kind: string, known: Readonly<Record<string, T>>, name: string): T {
  if (Object.hasOwn(known, name)) return known[name]!;
  throw new UsageError(unknown(kind, name, Object.keys(known)));
}

/** `unknown variant "linfomer". Did you mean "linformer"? Known: bigbird, linear, linformer` */
export function unknown(kind: string, name: string, known: readonly string[]): string {
  const [nearest] = known
    .map((word) => ({ word, distance: editDistance(name.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, distance }) => distance <= Math.max(1, word.length / 3))
    .sort((a, b) => a.distance - b.distance);
  const hint = nearest ? ` Did you mean "${nearest.word}"?` : "";
  const all = known.length > 0 ? `Known: ${known.join(", ")}.` : "There are none.";
  return `unknown ${kind} "${name}".${hint} ${all}`;
}

/** Insertions, deletions, substitutions and exchanges of neighbours. Damerau 1964, in the restricted form. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          rows[i - 1]![j]! + 1,
          row[j - 1]! + 1,
          rows[i - 1]![j - 1]! + cost,
          isSwap ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
