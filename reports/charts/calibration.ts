import type { Reliability } from "../reliability.ts";
import type { Dataset, Picture } from "./picture.ts";

// The page inlines the source of this function: it uses nothing but its arguments.

/** A reliability diagram: how often answers of a confidence were right. DeGroot & Fienberg 1983; Guo et al. 2017, arXiv 1706.04599. */
export function calibrationPicture(name: string, { bins, error, examples }: Reliability): Picture {
  const color = "#2f7fc1";
  const most = Math.max(...bins.map((bin) => bin.examples));
  const percent = (share: number): string => (100 * share).toFixed(1);
  const points: Dataset = {
    type: "bubble",
    data: bins.map((bin) => ({
      x: 100 * bin.confidence,
      y: 100 * bin.accuracy,
      r: 4 + 20 * Math.sqrt(bin.examples / most),
      facts: [
        `confidence ${percent(bin.confidence)} %: ${percent(bin.accuracy)} % right of ${bin.examples} (95 %: ${percent(bin.low)}–${percent(bin.high)})`,
      ],
    })),
    clip: false,
    borderColor: color,
    borderWidth: 2,
    backgroundColor: `${color}55`,
  };
  const line = (data: Dataset["data"], borderColor: string, borderDash: number[]): Dataset => ({
    type: "line",
    data,
    borderColor,
    borderWidth: 1.5,
    borderDash,
    pointRadius: 0,
    pointHitRadius: 0,
  });
  const ends = [0, 100].map((value) => ({ x: value, y: value }));
  const bars = bins.map(({ confidence, low, high }) =>
    line(
      [low, high].map((share) => ({ x: 100 * confidence, y: 100 * share })),
      color,
      [],
    ),
  );
  const axis = (text: string) =>
    ({ type: "linear", min: 0, max: 100, title: { display: true, text } }) as const;
  return {
    title: `calibration: expected error ${percent(error)} %`,
    notes: [
      ...(name === "" ? [] : [name]),
      `${examples} test examples · circle area: examples of a bin · bar: Wilson 95 % interval · dashed: as often right as sure`,
    ],
    datasets: [line(ends, "#888888", [6, 5]), points, ...bars],
    scales: { x: axis("confidence of the answer, %"), y: axis("answers right, %") },
    captions: [],
  };
}
