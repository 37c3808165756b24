import { describe, expect, test } from "vitest";
import { changePoints } from "../../../records/statistics/change-points.ts";
import { stream } from "../../../tasks/index.ts";

const options = { level: 0.01, least: 3, reach: 0.01 };
const placesIn = (values: readonly number[]) => changePoints(values, options).map(({ at }) => at);

/** Flow of the Nile at Aswan, 10⁸ m³ a year, 1871 to 1970. Cobb 1978, Biometrika 65, 243-251, table 1. */
const nile = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180,
  799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701,
  916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862,
  698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812,
  742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906,
  901, 1170, 912, 746, 919, 718, 714, 740,
];

test("the Nile falls after 1898, and not again: Cobb 1978", () => {
  const [change, ...more] = changePoints(nile, options);
  expect([change!.at, more]).toEqual([1899 - 1871, []]);
  expect(change!.p).toBe(1 / 1000);
});

test("levels of a series without noise", () => {
  const level = (value: number, count: number) => Array<number>(count).fill(value);
  expect(placesIn([...level(5, 20), ...level(4, 10), ...level(6, 15)])).toEqual([20, 30]);
  expect(placesIn(level(0.1, 30))).toEqual([]);
});

test.each([0, 1, 2, 5])("%i values have none", (count) => {
  expect(placesIn(Array.from({ length: count }, (_, i) => i * i))).toEqual([]);
});

test("the same series gives the same", () => {
  expect(changePoints(nile, options)).toEqual(changePoints(nile, options));
});

test("a level is left and taken up again", () => {
  const { normal } = stream(1, "bump");
  const values = Array.from({ length: 90 }, (_, i) => normal() + (i >= 40 && i < 50 ? 6 : 0));
  expect(placesIn(values)).toEqual([40, 50]);
});

test("one value that is far out hides no change, and is none", () => {
  const { normal } = stream(2, "outlier");
  const values = Array.from({ length: 40 }, (_, i) => normal() + (i < 20 ? 0 : 6));
  expect(placesIn(values.with(9, 500))).toEqual([20]);
  expect(placesIn(values.slice(0, 20).with(19, 500))).toEqual([]);
});

describe("simulated", () => {
  const series = 300;
  const random = stream(3, "false alarms");
  /** Student's t of 2 degrees of freedom: far values are common. */
  const heavy = () => {
    const [a, b] = [random.normal(), random.normal()];
    return random.normal() / Math.sqrt((a * a + b * b) / 2);
  };

  test.each([
    ["normal", 10, random.normal],
    ["normal", 30, random.normal],
    ["normal", 100, random.normal],
    ["heavy-tailed", 30, heavy],
    ["heavy-tailed", 100, heavy],
  ])("%s noise of %i values: a change in about 1 of 100", (_, count, draw) => {
    const alarms = Array.from({ length: series }, () =>
      placesIn(Array.from({ length: count }, draw)),
    ).filter((places) => places.length > 0).length;
    expect(alarms / series).toBeLessThan(0.028); // 0.01, and three of its standard errors
  });

  test.each([
    ["a third of the way", 24, 8, 3, 0.95],
    ["three values ago", 30, 27, 6, 0.95],
  ])("a change %s is found, and where", (_, count, at, deviations, share) => {
    const found = Array.from({ length: 100 }, () => {
      const values = Array.from({ length: count }, (_, i) =>
        i < at ? random.normal() : random.normal() + deviations,
      );
      return placesIn(values).some((place) => Math.abs(place - at) <= 1);
    }).filter(Boolean).length;
    expect(found / 100).toBeGreaterThanOrEqual(share);
  });
});
