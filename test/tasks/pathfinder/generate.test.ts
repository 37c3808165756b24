import { describe, expect, test } from "vitest";
import { generate, splits } from "../../../tasks/index.ts";
import { pathfinder, pathx } from "../../../tasks/pathfinder/index.ts";
import { made } from "./made.ts";

describe("committed fingerprints: another one means other data, and a higher version", () => {
  // All of these pictures are, pixel by pixel, those of a slow and plain implementation in NumPy and Pillow 9.4 that
  // was given the same random numbers.
  test.each([
    [{}, "da56946a16278fffbf2e422cba73f189b3dd8f0fdcae43629b4e58de338d62ac"],
    [
      { resolution: 64, difficulty: "intermediate" },
      "7e66bf8d79d5720eee24038c9ecd58cfe83512d9ee880ead7e9765e0a6222339",
    ],
    [
      { resolution: 128, trainExamples: 3 },
      "911546a161fd20dda839590a582c7c50f778a4da699206804e45073d7aa45245",
    ],
    [
      { resolution: 256, trainExamples: 3 },
      "13e9fd0364b3b641dcc2d1ccf685223c1204bcfd08504c27996bf68cb660fe48",
    ],
    [
      { difficulty: "easy", seed: 1 },
      "61165de020532c4c47592319b0b27e45cc44741bc8150300b0421d4a31679bf2",
    ],
    [
      { contourLength: 3, distractors: 0 },
      "b8d48d7aec7b1144992bc0417cad8ca311e7bc70f7b2e9258896c7012c620e68",
    ],
  ])("%j", (options, fingerprint) => {
    expect(pathfinder.version).toBe(1);
    expect(made(options).fingerprint).toBe(fingerprint);
  });
});

test("the first picture, written out in tenths of white", () => {
  const { labels, tokens } = made({}).splits.train;
  expect(labels[0]).toBe(1);
  const tenths = Array.from(tokens(0)[0]!, (level) => Math.floor(level / 26) || ".");
  const rows = Array.from({ length: 32 }, (_, y) => tenths.slice(32 * y, 32 * y + 32).join(""));
  expect(`${rows.join("\n")}\n`).toBe(`\
................................
................................
.......5565.565.565.565.13......
......35................155.....
......43....................5...
......41........2...........7...
......164......7846.........5...
........24....28869.............
.........16...25517.........5...
..........42......61........7...
...........4.34...196.......5...
...........1653.....361.........
............42.......18.....2...
.........156.53.......53...35...
.........43...4........74..4....
.......................16.......
.......152.................5....
.......43..................7....
.....34....................5....
....553.........................
....2...........................
...35...........................
...4............................
.............................2..
...5........................784.
...7...........34.565.565..5886.
...5.........4251......4561.451.
............53........7641963...
....13....4.2......697.....374..
....155..53.................16..
.........2......................
................................
`);
});

test("Path-X is Pathfinder's hard pictures of resolution 128", () => {
  const few = { trainExamples: 2, validationExamples: 1, testExamples: 1 };
  const { options, plan } = pathx.generated;
  const dataset = generate(plan(options.parse({ ...few, contourLength: 4, seed: 3 })));
  const same = made({ ...few, resolution: 128, contourLength: 4, seed: 3 });
  expect(dataset.fingerprint).toBe(same.fingerprint);
  expect(dataset.splits.test.tokens(0)[0]).toHaveLength(pathx.length);
});

test("every picture is a function of options, split and index alone", () => {
  const { options, plan } = pathfinder.generated;
  const generation = plan(options.parse({}));
  if (!("example" in generation)) throw new Error("pictures must be made one by one");
  expect(generation.sizes).toEqual({ train: 160_000, validation: 20_000, test: 20_000 });
  const parts = made({}).splits;
  for (const split of splits.toReversed()) {
    const { labels, tokens } = parts[split];
    const example = { label: labels[2], towers: tokens(2) };
    expect(generation.example(split, 2)).toEqual(example);
  }
});

test("splits differ, seeds differ", () => {
  const first = [0, 1].flatMap((seed) => {
    const parts = made({ seed }).splits;
    return splits.map((split) => parts[split].tokens(0)[0]!.join());
  });
  expect(new Set(first).size).toBe(6);
});
