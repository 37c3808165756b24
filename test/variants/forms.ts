import type { VariantName } from "../../variants/index.ts";

/** One way to set a variant up, at which every contract is put to it. */
export interface Form {
  /** Options that fit 14 tokens, as a user writes them. */
  readonly options: Readonly<Record<string, unknown>>;
  /**
   * Whether one layer lets token `j` change what comes out at token `i`; `null` where that hangs on what the tokens are or
   * what was drawn, and the variant's own test looks at it.
   */
  readonly sees: ((i: number, j: number) => boolean) | null;
  /** The gradient is not that of the function computed, on purpose: the variant's own test checks it. */
  readonly hasSurrogateGradient?: boolean;
}

const everything = (): boolean => true;

/** A variant without a line here does not compile. The first form has its defaults, but for sizes and noise. */
export const forms: { readonly [V in VariantName]: readonly Form[] } = {
  softmax: [{ options: {}, sees: everything }],
  linear: [{ options: {}, sees: everything }],
  local: [
    { options: { block: 7 }, sees: (i, j) => Math.floor(i / 7) === Math.floor(j / 7) },
    {
      options: { block: 2, neighbours: 1 },
      sees: (i, j) => Math.abs(Math.floor(i / 2) - Math.floor(j / 2)) <= 1,
    },
  ],
  sparse: [
    {
      options: { stride: 7, c: 2 },
      sees: (i, j) => i < 1 || j < 1 || Math.floor(i / 7) === Math.floor(j / 7) || j % 7 >= 5,
    },
    {
      options: { stride: 2, c: 1, global_tokens: 0 },
      sees: (i, j) => Math.floor(i / 2) === Math.floor(j / 2) || j % 2 === 1,
    },
    {
      options: { pattern: "strided", stride: 7, global_tokens: 2 },
      sees: (i, j) => i < 2 || j < 2 || Math.abs(i - j) <= 7,
    },
    {
      options: { pattern: "strided", stride: 2, global_tokens: 0 },
      sees: (i, j) => Math.abs(i - j) < 2 || (i - j) % 2 === 0,
    },
  ],
  longformer: [
    { options: { window: 4 }, sees: (i, j) => i < 1 || j < 1 || Math.abs(i - j) <= 2 },
    { options: { window: 4, global_tokens: 0 }, sees: (i, j) => Math.abs(i - j) <= 2 },
    {
      options: { window: 14, dilation: 2, global_tokens: 0 },
      sees: (i, j) => (i - j) % 2 === 0,
    },
    {
      options: { window: 2, dilation: 2, global_tokens: 3 },
      sees: (i, j) => i < 3 || j < 3 || i === j || Math.abs(i - j) === 2,
    },
  ],
  linformer: [
    { options: { k: 5 }, sees: everything },
    { options: { k: 5, sharing: "none" }, sees: everything },
    { options: { k: 3, sharing: "kv" }, sees: everything },
    { options: { k: 14, sharing: "layerwise" }, sees: everything },
  ],
  reformer: [
    { options: { hashes: 3, bucket_size: 1 }, sees: null },
    { options: { bucket_size: 7 }, sees: everything },
    { options: { hashes: 2, bucket_size: 1, duplicate_correction: false }, sees: null },
  ],
  sinkhorn: [
    { options: { block_size: 2, gumbel: false }, sees: everything },
    { options: { block_size: 7, sinkhorn_iterations: 3, gumbel: false }, sees: everything },
    { options: { block_size: 2, sortcut: 3, gumbel: false }, sees: everything },
  ],
  synthesizer: [
    { options: { k: 3 }, sees: everything },
    { options: { mode: "random" }, sees: everything },
    { options: { k: 3, fixed: true }, sees: everything },
    { options: { mode: "dense" }, sees: everything },
    { options: { mode: "factorized_dense", dot_product: true }, sees: everything },
  ],
  bigbird: [
    { options: { block_size: 1, num_rand_blocks: 2 }, sees: null },
    { options: { block_size: 2, num_rand_blocks: 1 }, sees: null },
    { options: { block_size: 2 }, sees: everything },
  ],
  performer: [
    { options: { nb_features: 13 }, sees: everything, hasSurrogateGradient: true },
    { options: { nb_features: 13, epsilon: 0 }, sees: everything },
    { options: { nb_features: 13, kernel: "relu" }, sees: everything },
  ],
  nystromformer: [
    { options: { num_landmarks: 7 }, sees: everything },
    { options: { num_landmarks: 2, conv_kernel_size: 3 }, sees: everything },
    { options: { num_landmarks: 14, conv_kernel_size: 0, n_iter: 3 }, sees: everything },
    { options: { num_landmarks: 4 }, sees: everything },
    { options: { num_landmarks: 17 }, sees: everything },
  ],
  fnet: [{ options: { multiple: 2 }, sees: everything }],
  luna: [
    { options: { projection_length: 5 }, sees: everything },
    { options: { projection_length: 3, tie_kv: false }, sees: everything },
  ],
  yoso: [
    {
      options: { hash_code_len: 2, num_hash: 3 },
      sees: null,
      hasSurrogateGradient: true,
    },
    {
      options: { hash_code_len: 3, num_hash: 5, conv_window: 3 },
      sees: null,
      hasSurrogateGradient: true,
    },
    {
      options: { mode: "expectation", hash_code_len: 3 },
      sees: everything,
      hasSurrogateGradient: true,
    },
  ],
  mgk: [
    { options: {}, sees: everything },
    { options: { mode: "soft", shifted: true }, sees: everything },
    { options: { mode: "hard", M: 3 }, sees: everything },
    { options: { mode: "linear", shifted: true }, sees: everything },
  ],
  star: [{ options: {}, sees: everything }],
};

/** Every form of every variant, with a title for its tests. */
export const allForms = Object.entries(forms).flatMap(([name, list]) =>
  list.map((form) => ({
    name: name as VariantName,
    form,
    title: `${name} ${JSON.stringify(form.options)}`,
  })),
);
