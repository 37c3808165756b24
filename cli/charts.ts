import {
  type Board,
  curvesPicture,
  memoryPicture,
  renderPng,
  type Scaling,
  speedPicture,
  timePicture,
} from "../reports/index.ts";
import { remark } from "./console.ts";

/** A picture as a file. */
export interface ChartFile {
  readonly name: string;
  readonly png: Uint8Array;
}

/** Two pictures a board. Where pictures cannot be drawn there are none, which stderr says: a run is not lost for that. */
export function charts(boards: readonly Board[]): readonly ChartFile[] {
  const names = namesOf(boards);
  return drawn(() =>
    boards.flatMap((board, i) => [
      { name: `${names[i]!}-speed.png`, png: renderPng(speedPicture(board)) },
      { name: `${names[i]!}-curves.png`, png: renderPng(curvesPicture(board)) },
    ]),
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

function drawn(draw: () => readonly ChartFile[]): readonly ChartFile[] {
  try {
    return draw();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
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
