import { basename } from "node:path";
import type { Cell } from "../records/index.ts";
import { oneLine } from "./format.ts";

/** A variant's name in tables: that of a file without its folders. */
export const variantName = ({ variant, variantSha256 }: Cell): string =>
  variantSha256 === undefined ? variant : oneLine(basename(variant));
