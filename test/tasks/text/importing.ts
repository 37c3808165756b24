import { join } from "node:path";
import { expect } from "vitest";
import { DataError, type Examples } from "../../../tasks/index.ts";
import { decodeBytes } from "../../../tasks/text/bytes.ts";

/** Reviews in each official format. */
export const fixtures = join(import.meta.dirname, "../../../fixtures/text");

/** The beginnings of reviews, in order, with their labels. */
export const listed = ({ count, labels, tokens }: Examples) =>
  Array.from({ length: count }, (_, i) => [decodeBytes(tokens(i)[0]!).slice(0, 12), labels[i]]);

/** What a DataError says; fails where there is none. */
export async function messageOf(result: Promise<unknown>): Promise<string> {
  const error: unknown = await result.then(
    () => expect.fail("must be refused"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DataError);
  return (error as DataError).message;
}
