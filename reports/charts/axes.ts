import type { ChartOptions, Scale } from "chart.js";
import type { Axis, Picture } from "./picture.ts";

// The page inlines the source of this function: it uses nothing but its argument.

/** Axes as chart.js takes them, with their ticks at the values that a picture names. */
export function axesOf(axes: Picture["scales"]): NonNullable<ChartOptions<"bubble">["scales"]> {
  const withTicks = ({ values, ...axis }: Axis) =>
    values === undefined
      ? axis
      : {
          ...axis,
          ticks: { callback: (value: string | number) => String(value) },
          afterBuildTicks: (scale: Scale) => {
            scale.ticks = values.map((value) => ({ value }));
          },
        };
  return Object.fromEntries(Object.entries(axes).map(([name, axis]) => [name, withTicks(axis)]));
}
