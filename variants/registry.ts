import { linear } from "./linear.ts";
import { local } from "./local.ts";
import { softmax } from "./softmax.ts";
import type { Variant } from "./variant.ts";

/** The catalogue. Adding a variant is adding its file and its line here. */
export const variants = { softmax, linear, local } satisfies Record<string, Variant>;

export type VariantName = keyof typeof variants;
