import type { Picture } from "./picture.ts";

// The page inlines the source of this function: it uses nothing but its arguments.

/** Which class was taken for which: a row a true class, a column an answer, the darker the greater its share of the row. */
export function confusionPicture(name: string, confusion: readonly (readonly number[])[]): Picture {
  const classes = confusion.map((_, number) => number);
  const opacity = (share: number): string =>
    Math.round(165 * share)
      .toString(16)
      .padStart(2, "0");
  const tiles = confusion.flatMap((row, truth) => {
    const examples = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, answer) => {
      const share = examples === 0 ? 0 : count / examples;
      const said = `class ${truth} taken for ${answer}: ${count} of ${examples} (${(100 * share).toFixed(1)} %)`;
      return {
        x: [answer - 0.49, answer + 0.49] as const,
        y: [truth + 0.48, truth - 0.48] as const,
        color: `#2f7fc1${opacity(share)}`,
        text: count === 0 ? "" : String(count),
        facts: count === 0 ? [] : [said],
      };
    });
  });
  const axis = (text: string) =>
    ({
      type: "linear",
      min: -0.5,
      max: classes.length - 0.5,
      values: classes,
      grid: { display: false },
      title: { display: true, text },
    }) as const;
  return {
    title: "confusion matrix",
    notes: [
      ...(name === "" ? [] : [name]),
      "a row: test examples of a class · a column: what they were taken for · colour: share of the row",
    ],
    datasets: [],
    tiles,
    scales: { x: axis("answered class"), y: { ...axis("true class"), reverse: true } },
    captions: [],
  };
}
