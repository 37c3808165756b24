import type { Protocol } from "../protocol.ts";
import { nightly } from "./nightly.ts";
import { nystromformer } from "./nystromformer.ts";
import { paper } from "./paper.ts";
import { quick } from "./quick.ts";
import { release } from "./release.ts";
import { smoke } from "./smoke.ts";

/** Adding a protocol is adding its file and its line here. */
export const protocols = { smoke, quick, nightly, nystromformer, release, paper } satisfies Record<
  string,
  Protocol
>;

export type ProtocolName = keyof typeof protocols;
