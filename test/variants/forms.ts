import type { VariantName } from "../../variants/index.ts";

/** One way to set a variant up, at which every contract is put to it. */
export interface Form {
  /** Options that fit 14 tokens, as a user writes them. */
  readonly options: Readonly<Record<string, unknown>>;
  /**
   * Whether one layer lets token `j` change what comes out at token `i`; `null` where that hangs on what the tokens are, and
   * the variant's own test looks at it.
   */
  readonly sees: ((i: number, j: number) => boolean) | null;
  /** The gradient is not that of the function computed, on purpose: the variant's own test checks it. */
  readonly hasSurrogateGradient?: boolean;
}

const everything = (): boolean => true;

/** A variant without a line here does not compile. */
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
};

/** Every form of every variant, with a title for its tests. */
export const allForms = Object.entries(forms).flatMap(([name, list]) =>
  list.map((form) => ({
    name: name as VariantName,
    form,
    title: `${name} ${JSON.stringify(form.options)}`,
  })),
);
