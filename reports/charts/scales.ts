import type { SpeedUnit } from "../board/index.ts";
import { type Axis, titled } from "./picture.ts";

/** An axis between two ends. */
type Limited = Required<Pick<Axis, "type" | "title" | "min" | "max">>;

/** An axis of training speed: from 0, or logarithmic where the speeds span more than tenfold. */
export function speedAxis(speeds: readonly number[], unit: SpeedUnit): Limited {
  const title = titled(speedTitles[unit]);
  const slowest = Math.min(...speeds);
  const fastest = Math.max(...speeds, 0);
  return fastest > 10 * slowest
    ? { type: "logarithmic", title, min: roundDown(slowest / 1.3), max: roundUp(1.3 * fastest) }
    : { type: "linear", title, min: 0, max: roundUp(1.1 * fastest || 1) };
}

const speedTitles: { readonly [unit in SpeedUnit]: string } = {
  beats: "relative speed: training steps in a beat of the metronome",
  "examples/s": "training examples per second",
};

/** An axis of test accuracy in percent around these shares (0 to 1), with a margin for the circles, of whole fives or tens. */
export function accuracyAxis(shares: readonly number[]): Limited {
  const title = titled("test accuracy, %");
  if (shares.length === 0) return { type: "linear", title, min: 0, max: 100 };
  const low = 100 * Math.min(...shares);
  const high = 100 * Math.max(...shares);
  const margin = Math.max(2, 0.15 * (high - low));
  const step = high - low > 30 ? 10 : 5;
  return {
    type: "linear",
    title,
    min: Math.max(0, step * Math.floor((low - margin) / step)),
    max: Math.min(100, step * Math.ceil((high + margin) / step)),
  };
}

/** Leading digits that an axis may end at. */
const rounds = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The next round number above. */
function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return unit * (rounds.find((step) => step * unit >= value) ?? 10);
}

/** The next round number below. */
function roundDown(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return unit * (rounds.findLast((step) => step * unit <= value) ?? 1);
}
