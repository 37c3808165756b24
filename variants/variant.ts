import type { z } from "zod";
import type { Shape, Tensor } from "../graph/index.ts";

/**
 * One attention system: it replaces slots of the constant model, exactly those that its paper changes. A slot left out
 * is the Transformer's own.
 */
export interface Variant<Options = unknown> {
  /** As in the paper: `Linformer`. */
  readonly title: string;
  readonly year: number;
  /** Where the equations come from: `arXiv 2006.04768, eq. 7`. */
  readonly paper: string;
  /** The paper's names with its defaults, each with a `describe`. */
  readonly options: z.ZodType<Options>;
  /** What the paper claims of these options. */
  cost(options: Options): Claim;
  /** The model pads sequences with masked tokens to a multiple of this; without it, of 1. */
  multipleOf?(options: Options): number;
  /**
   * Why this variant cannot run at this size, in one line that ends with a value that works; `null` when it can. `tokens`
   * are those before padding, all of them unless told.
   */
  refuses?(options: Options, size: Size, tokens?: number): string | null;

  /** The token-mixing sublayer: `x [b, n, e] → [b, n, e]`, `x` normalised already. */
  mix?(x: Tensor, layer: Layer<Options>): Tensor;
  /** The position-wise sublayer: `x [b, n, e] → [b, n, e]`, `x` normalised already. */
  feedForward?(x: Tensor, layer: Layer<Options>): Tensor;
  /** How a sublayer joins the stream; the Transformer's own is `x + dropout(sublayer(norm(x)))`. */
  residual?(x: Tensor, sublayer: (normed: Tensor) => Tensor, layer: Layer<Options>): Tensor;
  /** The whole stack, between embedding and final norm: `x [b, n, e] → [b, n, e]`. */
  encode?(x: Tensor, stack: Stack<Options>): Tensor;
  /** What `encode` has others for; without `encode` the slots tell. */
  readonly replaces?: readonly Part[];
}

/** A part of the Transformer. */
export type Part = "token mixing" | "position-wise layer" | "residual connections" | "whole stack";

/** Claimed cost of mixing n tokens. */
export interface Claim {
  /** In the paper's letters: `n w d`. */
  readonly text: string;
  /** The power of n in it, logarithms left out: 1. */
  readonly exponent: number;
}

/** Axis lengths, with the letters of the whole project. */
export interface Size {
  readonly b: number;
  /** Tokens, after [CLS] and padding. */
  readonly n: number;
  /** Model features. */
  readonly e: number;
  readonly h: number;
  /** Features per head. */
  readonly d: number;
  /** Hidden features of the position-wise sublayer. */
  readonly f: number;
}

/** What a sublayer may use. Everything it declares is named after its layer, so two layers never share by accident. */
export interface Layer<Options = unknown> {
  readonly options: Options;
  readonly size: Size;
  /** 0 for the layer next to the embedding. */
  readonly index: number;
  readonly depth: number;
  /** `[b, n]`: 1 on tokens, 0 on padding. What stands in padded positions must not change any output. */
  readonly mask: Tensor;
  readonly isTraining: boolean;
  /** A trained parameter. */
  param(name: string, shape: Shape, init: Init): Tensor;
  /** A trained parameter of the whole stack: every layer that asks for this name gets the same one. */
  shared(name: string, shape: Shape, init: Init): Tensor;
  /** `x W (+ c)`, `x [..., k] → [..., width]`, with the model's own initialisation and habit about biases. */
  dense(name: string, x: Tensor, width: number): Tensor;
  /** Normalisation with a gain and a bias of its own. */
  norm(name: string, x: Tensor): Tensor;
  /** Multi-head projections around `mixHeads`, as in Vaswani et al. 2017: `q, k, v` and the result are `[b, h, n, d]`. */
  heads(x: Tensor, mixHeads: (heads: Heads) => Tensor): Tensor;
  /** `x [b, m, e]` to `count` tensors of heads, `[b, h, m, d]` each: one product, one parameter `[e, count · h d]`. */
  project(name: string, x: Tensor, count: number): readonly Tensor[];
  /** `y [b, h, m, d]`, the heads joined and mapped to features: `[b, m, e]`. */
  merge(name: string, y: Tensor): Tensor;
  /** Random numbers that are fed anew at every training step, and held fixed at evaluation. */
  random(name: string, shape: Shape, distribution: Distribution): Tensor;
  /**
   * A tensor outside the gradient that is stored with the parameters: a running mean that `update` moves, or random numbers
   * that training and evaluation share. With `redrawEvery` it is drawn anew from `init` whenever that many training steps
   * are done; 0 for never.
   */
  state(name: string, shape: Shape, init: Init, redrawEvery?: number): State;
  /** Added to the training loss. */
  addLoss(loss: Tensor): void;
  /** Dropout of activations; the identity at evaluation. */
  dropout(x: Tensor): Tensor;
  /** Dropout of attention probabilities. */
  readonly attentionDropout: Dropout;
}

/** Dropout at one rate, which draws new numbers at every use. */
export interface Dropout {
  /** The share that is dropped; 0 at evaluation. */
  readonly rate: number;
  /** `x` with its share set to 0, and the rest divided by the share that stays; the identity at rate 0. */
  apply(x: Tensor): Tensor;
  /** Bool, true where to drop: of `shape`, in parts of these lengths along its first axis. */
  mask(shape: Shape, lengths: readonly number[]): readonly Tensor[];
}

/** Projected heads, `[b, h, n, d]` each, not scaled. */
export interface Heads {
  readonly q: Tensor;
  readonly k: Tensor;
  readonly v: Tensor;
}

export interface State {
  readonly value: Tensor;
  /** Sets what the next step starts from; of the same shape. */
  update(next: Tensor): void;
}

/** The layers of a stack, for variants that order them themselves. */
export interface Stack<Options = unknown> {
  readonly options: Options;
  readonly size: Size;
  readonly layers: readonly StackLayer<Options>[];
}

export interface StackLayer<Options = unknown> {
  readonly layer: Layer<Options>;
  /** `norm`, then the variant's or the model's own sublayer; without the residual. */
  mix(x: Tensor): Tensor;
  feedForward(x: Tensor): Tensor;
  /** The usual layer: both sublayers, each with its residual. */
  apply(x: Tensor): Tensor;
}

export type Distribution = "uniform" | "normal";

/** How a parameter or a state begins. */
export type Init =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "normal"; readonly sd: number }
  /** Uniform in ±limit. */
  | { readonly kind: "uniform"; readonly limit: number }
  /** Rows `[..., m, d]`, orthogonal d at a time, each as long as a normal one: Yu et al. 2016, arXiv 1610.09072. */
  | { readonly kind: "orthogonal" }
  | { readonly kind: "values"; readonly values: Float32Array };

/** Lets a variant's own options type be checked against its slots, then be forgotten. */
export const defineVariant = <Options>(variant: Variant<Options>): Variant => variant as Variant;
