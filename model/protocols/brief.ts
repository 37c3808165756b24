import type { Exception } from "../protocol.ts";

/**
 * Options for documents of 32 to 128 tokens, where the papers' own leave nothing to approximate: windows, blocks and
 * landmarks of 16, so that what a variant leaves out is left out here too.
 */
export const brief: Readonly<Record<string, Exception>> = {
  local: { options: { block: 16 } },
  sparse: { options: { stride: 16, c: 4 } },
  longformer: { options: { window: 16 } },
  linformer: { options: { k: 16 } },
  reformer: { options: { bucket_size: 8 } },
  sinkhorn: { options: { block_size: 16 } },
  bigbird: { options: { block_size: 4, num_rand_blocks: 1 } },
  performer: { options: { nb_features: 64 } },
  nystromformer: { options: { num_landmarks: 16 } },
  fnet: { options: { multiple: 16 } },
  yoso: { options: { hash_code_len: 5 } },
  luna: { options: { projection_length: 16 } },
};
