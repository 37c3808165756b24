import { expect, test } from "vitest";
import { readAddress, writeAddress } from "../../../../reports/page/client/address.ts";

test("an address is a place and filters, in either order, and comes back the same", () => {
  const address = { anchor: "cell-0a1b", filters: { task: "listops", variant: "r=64 & more" } };
  expect(writeAddress(address)).toBe("#cell-0a1b&task=listops&variant=r%3D64+%26+more");
  expect(readAddress(writeAddress(address))).toEqual(address);
  expect(readAddress("#task=listops&cell-0a1b")).toEqual({
    anchor: "cell-0a1b",
    filters: { task: "listops" },
  });
});

test("without filters it is the place alone, and an empty one is nothing", () => {
  expect(writeAddress({ anchor: "cells", filters: { task: "" } })).toBe("#cells");
  expect(readAddress("")).toEqual({ anchor: "", filters: {} });
  expect(readAddress("#task=")).toEqual({ anchor: "", filters: {} });
});

test("what nobody wrote is read without a fault", () => {
  expect(readAddress("#%E0%A4%A&task=%zz")).toEqual({
    anchor: "%E0%A4%A",
    filters: { task: "%zz" },
  });
});
