import { ops } from "../../../graph/index.ts";
import { type Case, typed, x } from "./case.ts";

const { gather, gatherElements, gatherND, scatterElements, scatterND } = ops;

const ids = (...shape: number[]) => typed("i", "int32", ...shape);
const places = {
  i: [
    [2, 0, 1],
    [2, 4, 4],
  ].flat(),
};
/** Rows of pairs, one of them twice. */
const pairs = {
  i: [
    [1, 2],
    [0, 0],
    [1, 2],
    [2, 4],
  ].flat(),
};
const unique = {
  i: [
    [1, 2],
    [0, 0],
    [2, 4],
  ].flat(),
};

/** Reading and writing at places that are data. */
export const indexing = {
  Gather: [
    { what: "rows, some twice", y: gather(x("x", 5, 3), ids(2, 3)), feeds: places },
    { what: "middle axis", y: gather(x("x", 2, 5, 3), ids(6), 1), feeds: places },
    { what: "last axis", y: gather(x("x", 2, 3, 5), ids(2, 3), -1), feeds: places },
    { what: "one row", y: gather(x("x", 5, 3), ids(), 0), feeds: { i: [3] } },
  ],
  GatherElements: [
    { what: "last axis, some twice", y: gatherElements(x("x", 2, 5), ids(2, 3), 1), feeds: places },
    { what: "first axis", y: gatherElements(x("x", 5, 3), ids(2, 3), 0), feeds: places },
    {
      what: "places from topK",
      y: gatherElements(x("x", 2, 5), ops.topK(x("z", 2, 5), 3).indices, -1),
    },
  ],
  GatherND: [
    { what: "elements, some twice", y: gatherND(x("x", 3, 5), ids(4, 2)), feeds: pairs },
    { what: "blocks", y: gatherND(x("x", 3, 5, 2), ids(2, 2, 2)), feeds: pairs },
  ],
  ScatterElements: [
    {
      what: "add, some twice",
      y: scatterElements(x("x", 2, 5), ids(2, 3), x("u", 2, 3), 1, "add"),
      feeds: places,
    },
    {
      what: "write, first axis",
      y: scatterElements(x("x", 5, 3), ids(2, 3), x("u", 2, 3), 0),
      feeds: { i: [2, 0, 1, 1, 4, 3] },
    },
  ],
  ScatterND: [{ what: "write", y: scatterND(x("x", 3, 5), ids(3, 2), x("u", 3)), feeds: unique }],
} satisfies Record<string, readonly Case[]>;
