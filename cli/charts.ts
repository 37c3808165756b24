import type { Record } from "../records/index.ts";
import {
  type Board,
  boardPictures,
  type Comparison,
  cellPictures,
  changesPicture,
  type History,
  memoryPicture,
  renderPng,
  type Scaling,
  timePicture,
  trendPicture,
} from "../reports/index.ts";
import { remark } from "./console.ts";

/** A picture as a file. */
export interface ChartFile {
  readonly name: string;
  readonly png: Uint8Array;
}

/** The pictures of each board. Where pictures cannot be drawn there are none, which stderr says: a run is not lost for that. */
export function charts(boards: readonly Board[]): readonly ChartFile[] {
  const names = namesOf(boards);
  return drawn(() =>
    boards.flatMap((board, i) =>
      boardPictures(board).map(({ kind, picture }) => ({
        name: `${names[i]!}-${kind}.png`,
        png: renderPng(picture),
      })),
    ),
  );
}

/** Two pictures a scaling, likewise. */
export function scalingCharts(scalings: readonly Scaling[]): readonly ChartFile[] {
  const names = numbered(scalings.map(scalingName));
  return drawn(() =>
    scalings.flatMap((each, i) => [
      { name: `${names[i]!}-time.png`, png: renderPng(timePicture(each)) },
      { name: `${names[i]!}-memory.png`, png: renderPng(memoryPicture(each)) },
    ]),
  );
}

/** Of every cell its confusion, calibration and memory, as far as its record has them. */
export function cellCharts(records: readonly Record[]): readonly ChartFile[] {
  const all = records.flatMap((record) =>
    cellPictures(record).map(({ kind, picture }) => ({
      name: `cell-${record.cell.id}-${kind}`,
      picture,
    })),
  );
  const names = numbered(all.map(({ name }) => name));
  return drawn(() =>
    all.map(({ picture }, i) => ({ name: `${names[i]!}.png`, png: renderPng(picture) })),
  );
}

export const comparisonCharts = (comparison: Comparison): readonly ChartFile[] =>
  drawn(() => [{ name: "comparison.png", png: renderPng(changesPicture(comparison)) }]);

/** One picture a trend, by its first cell and what it is of. */
export function trendCharts({ trends }: History): readonly ChartFile[] {
  const names = numbered(
    trends.map(({ ids, measure }) => `trend-${ids[0]!}-${measure.replaceAll(" ", "-")}`),
  );
  return drawn(() =>
    trends.map((trend, i) => ({ name: `${names[i]!}.png`, png: renderPng(trendPicture(trend)) })),
  );
}

function drawn(draw: () => readonly ChartFile[]): readonly ChartFile[] {
  try {
    return draw();
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
    remark(`lra: no charts: ${reason}. lra doctor looks closer.`);
    return [];
  }
}

/** `listops-quick-64-cpu`, numbered where boards differ in something else. */
export const namesOf = (boards: readonly Board[]): readonly string[] =>
  numbered(
    boards.map(({ task, protocol, length, device }) => [task, protocol, length, device].join("-")),
  );

/** `scaling-text-nystromformer-batch-4-cpu` */
const scalingName = ({ task, protocol, fixed, device }: Scaling): string =>
  ["scaling", task, protocol, fixed.kind, fixedCount(fixed), device].join("-");

const fixedCount = (fixed: Scaling["fixed"]): number =>
  fixed.kind === "batch" ? fixed.examples : fixed.tokens;

function numbered(names: readonly string[]): readonly string[] {
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name}-${before + 1}`;
  });
}
