import { expect, test } from "vitest";
import { families } from "../../../reports/scaling/families.ts";
import { ended, timed } from "../../support/sweep.ts";

const at = (length: number, batch: number, variant = "softmax") =>
  timed({ variant, length, batch, beats: 1 });

const found = (records: Parameters<typeof families>[0]) =>
  families(records).map(({ fixed, records }) => [fixed, records.map(({ cell }) => cell.length)]);

test("one batch at all lengths is a family of that batch", () => {
  expect(found([at(256, 4), at(512, 4), at(1024, 4)])).toEqual([
    [{ kind: "batch", examples: 4 }, [256, 512, 1024]],
  ]);
});

test("batches that shrink as lengths grow are a family of so many tokens", () => {
  expect(found([at(256, 16), at(512, 8), at(1024, 4)])).toEqual([
    [{ kind: "tokens", tokens: 4096 }, [256, 512, 1024]],
  ]);
});

test("a cell that two sweeps share is in both families", () => {
  const records = [at(256, 4), at(512, 4), at(1024, 4), at(256, 16), at(512, 8)];
  expect(found(records)).toEqual([
    [{ kind: "batch", examples: 4 }, [256, 512, 1024]],
    [{ kind: "tokens", tokens: 4096 }, [1024, 256, 512]],
  ]);
});

test("two batches are no families of the tokens that they happen to have in common", () => {
  const records = [4, 8].flatMap((batch) => [256, 512, 1024].map((length) => at(length, batch)));
  expect(found(records).map(([fixed]) => fixed)).toEqual([
    { kind: "batch", examples: 4 },
    { kind: "batch", examples: 8 },
  ]);
});

test("one length is a family of its batch; one that failed is in it", () => {
  const failed = ended(
    { variant: "linear", length: 256 },
    { kind: "timeout", afterMs: 1, step: null },
  );
  expect(found([at(256, 4), failed])).toEqual([[{ kind: "batch", examples: 4 }, [256, 256]]]);
  expect(found([])).toEqual([]);
});
