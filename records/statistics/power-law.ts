import { studentPoint } from "./student.ts";

/** y = scale · x^exponent, fitted. */
export interface PowerLaw {
  readonly scale: number;
  readonly exponent: number;
  /** Ends of the exponent's 95 % interval; infinite of two points. */
  readonly low: number;
  readonly high: number;
}

/** Least squares on the logarithms; `null` of fewer than two different x. All x and y must be above 0. */
export function fitPowerLaw(points: readonly (readonly [x: number, y: number])[]): PowerLaw | null {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const n = logs.length;
  const mean = (axis: 0 | 1) => logs.reduce((sum, point) => sum + point[axis], 0) / n;
  const [middleX, middleY] = [mean(0), mean(1)];
  const spread = logs.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0);
  if (n < 2 || spread === 0) return null;
  const exponent = logs.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0) / spread;
  const intercept = middleY - exponent * middleX;
  const residuals = logs.reduce((sum, [x, y]) => sum + (y - intercept - exponent * x) ** 2, 0);
  const half =
    n > 2
      ? studentPoint(0.05, n - 2) * Math.sqrt(residuals / (n - 2) / spread)
      : Number.POSITIVE_INFINITY;
  return { scale: Math.exp(intercept), exponent, low: exponent - half, high: exponent + half };
}
