import { gradients, graphInputs, ops, sizeOf, type Tensor } from "../../graph/index.ts";
import { evaluate } from "./evaluate.ts";
import { expectClose, type Feeds, feedsFor, integers, normals } from "./numbers.ts";
import { run } from "./run.ts";

export interface GradientCheck {
  /** Inputs to differentiate by; without it all that are float32. */
  readonly wrt?: readonly Tensor[];
  /** Of the gradient against central differences, both in float64. */
  readonly tolerance?: number;
  /** Of ONNX Runtime against the reference kernels, for results and gradients. */
  readonly runtimeTolerance?: number;
  /** Elements tried per input, drawn by seed when there are more. */
  readonly probes?: number;
  /** Elements of an input to try central differences at; all unless told. */
  readonly isTried?: (input: string, element: number) => boolean;
}

/**
 * Results and gradients of `ys` are right: ONNX Runtime agrees with the float64 reference on both, and the reference's
 * gradients with central differences of `Σ y · dy`, dy normal. Inputs not in `given` are normal. Keep away from kinks.
 */
export async function checkGradients(
  ys: Tensor | readonly Tensor[],
  given: Feeds = {},
  {
    wrt,
    tolerance = 1e-7,
    runtimeTolerance = 2e-5,
    probes = 64,
    isTried = () => true,
  }: GradientCheck = {},
): Promise<void> {
  const roots = "shape" in ys ? [ys] : ys;
  const feeds = feedsFor(roots, given);
  const root = weighted(roots);
  const inputs = wrt ?? floatInputs(root);
  const dxs = gradients(root, inputs);
  const all = [...roots, ...dxs];
  const reference = evaluate(all, feeds);
  (await run(all, feeds)).forEach((got, i) => {
    const what = i < roots.length ? `y ${i}` : `d${inputs[i - roots.length]!.name}`;
    expectClose(got, reference[i]!, runtimeTolerance, `${what} by ONNX Runtime`);
  });
  for (const [i, x] of inputs.entries()) {
    const dx = reference[roots.length + i]!;
    const tried = [...Array(sizeOf(x.shape)).keys()].filter((j) => isTried(x.name!, j));
    const at = probesOf(tried.length, probes).map((probe) => tried[probe]!);
    const differences = at.map((j) => centralDifference(root, feeds, x, j));
    const claimed = at.map((j) => dx[j]!);
    expectClose(claimed, differences, tolerance, `d${x.name} at elements ${at.join(", ")}`);
  }
}

/** Σ y · dy over all results, a scalar; each dy is normal, so that no error cancels. */
function weighted(ys: readonly Tensor[]): Tensor {
  const terms = ys.map((y, i) => {
    const dy = ops.constant(Float32Array.from(normals(101 + i, sizeOf(y.shape))), y.shape);
    return ops.reduceSum(ops.mul(ops.cast(y, "float32"), dy), undefined, false);
  });
  return terms.reduce((a, b) => ops.add(a, b));
}

const floatInputs = (root: Tensor): readonly Tensor[] =>
  graphInputs({ outputs: { root } }).filter((x) => x.dtype === "float32");

function probesOf(size: number, probes: number): readonly number[] {
  if (size <= probes) return [...Array(size).keys()];
  return [...new Set(integers(size, probes, size))];
}

function centralDifference(root: Tensor, feeds: Feeds, x: Tensor, at: number): number {
  const step = 1e-5;
  const along = (by: number): number => {
    const moved = Float64Array.from(feeds[x.name!]!);
    moved[at]! += by;
    return evaluate([root], { ...feeds, [x.name!]: moved })[0]![0]!;
  };
  return (along(step) - along(-step)) / (2 * step);
}
