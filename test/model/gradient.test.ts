import { describe, test } from "vitest";
import { sizeOf } from "../../graph/index.ts";
import { type ModelSpec, names, type Step, trainStep } from "../../model/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { expectClose, type Feeds } from "../support/numbers.ts";
import { run } from "../support/run.ts";
import { data, outputsOf, smallModel, trainFeeds, transparent } from "../support/small-model.ts";

const { next } = names;

describe("the gradient of the loss is that of central differences, for every parameter", () => {
  const dropout = { dropout: 0.25, attentionDropout: 0.25 };
  test.each<[string, ModelSpec]>([
    ["mean pooling, learned positions", smallModel()],
    [
      "[CLS], sinusoids, tanh GELU",
      smallModel({ widths: { pooling: "cls", positions: "sinusoidal", activation: "geluTanh" } }),
    ],
    ["dropout", smallModel({ widths: dropout })],
    ["two towers", smallModel({ data: { ...data, towers: 2 }, widths: { towers: "interaction" } })],
  ])("%s", (_, spec) => {
    const step = trainStep(spec, transparent);
    const feeds = trainFeeds(spec, step);
    const [gradient] = outputsOf(step, [next(names.firstMoment)], feeds);
    const at = probes(step);
    const want = at.map((i) => slope(step, feeds, i));
    const claimed = at.map((i) => gradient![i]!);
    expectClose(claimed, want, 1e-7);
  });
});

/** Two elements of every slot. */
function probes({ parameters }: Step): readonly number[] {
  let start = 0;
  return parameters.flatMap(({ shape }) => {
    const size = sizeOf(shape);
    start += size;
    return [start - size + Math.floor(size / 3), start - 1];
  });
}

/** Change of the loss with parameter `at`. */
function slope(step: Step, feeds: Feeds, at: number): number {
  const h = 1e-5;
  const along = (by: number) => {
    const moved = Float64Array.from(feeds[names.parameters]!);
    moved[at]! += by;
    return outputsOf(step, [names.loss], { ...feeds, [names.parameters]: moved })[0]![0]!;
  };
  return (along(h) - along(-h)) / (2 * h);
}

test("ONNX Runtime finds the same loss and gradient", async () => {
  const spec = smallModel({ widths: { dropout: 0.25, attentionDropout: 0.25, pooling: "cls" } });
  const step = trainStep(spec, transparent);
  const feeds = trainFeeds(spec, step);
  const wanted = [names.loss, next(names.firstMoment)];
  const tensors = wanted.map((name) => step.graph.outputs[name]!);
  const got = await run(tensors, feeds);
  // In float32, since what is dropped hangs on the last bit of a product.
  evaluate(tensors, feeds, "float32").forEach((want, i) => {
    expectClose(got[i]!, want, 2e-5, wanted[i]);
  });
});
