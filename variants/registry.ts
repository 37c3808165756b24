import { bigbird } from "./bigbird.ts";
import { fnet } from "./fnet.ts";
import { linear } from "./linear.ts";
import { linformer } from "./linformer.ts";
import { local } from "./local.ts";
import { longformer } from "./longformer.ts";
import { luna } from "./luna.ts";
import { mgk } from "./mgk.ts";
import { nystromformer } from "./nystromformer.ts";
import { performer } from "./performer.ts";
import { reformer } from "./reformer.ts";
import { sinkhorn } from "./sinkhorn.ts";
import { softmax } from "./softmax.ts";
import { sparse } from "./sparse.ts";
import { star } from "./star.ts";
import { synthesizer } from "./synthesizer.ts";
import type { Variant } from "./variant.ts";
import { yoso } from "./yoso.ts";

/** The catalogue. Adding a variant is adding its file and its line here. */
export const variants = {
  softmax,
  linear,
  local,
  sparse,
  longformer,
  linformer,
  reformer,
  sinkhorn,
  synthesizer,
  bigbird,
  performer,
  nystromformer,
  fnet,
  luna,
  yoso,
  mgk,
  star,
} satisfies Record<string, Variant>;

export type VariantName = keyof typeof variants;
