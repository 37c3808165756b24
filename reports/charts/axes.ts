import type { ChartOptions, Scale } from "chart.js";
import type { Axis, Picture } from "./picture.ts";

// The page inlines the source of this function: it uses nothing but its arguments.

/** Axes as chart.js takes them, with their ticks at the values that a picture names; narrow ones break labels at a colon. */
export function axesOf(
  axes: Picture["scales"],
  isNarrow: boolean,
): NonNullable<ChartOptions<"bubble">["scales"]> {
  const withTicks = ({ values, labels, ...axis }: Axis) =>
    values === undefined
      ? axis
      : {
          ...axis,
          ticks: {
            autoSkip: labels === undefined,
            callback: (value: string | number) => {
              const label = labels?.[values.indexOf(Number(value))] ?? String(value);
              return isNarrow ? label.split(": ") : label;
            },
          },
          afterBuildTicks: (scale: Scale) => {
            scale.ticks = values.map((value) => ({ value }));
          },
        };
  return Object.fromEntries(Object.entries(axes).map(([name, axis]) => [name, withTicks(axis)]));
}
