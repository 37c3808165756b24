import type { Rng } from "../rng.ts";

/** One of the items, evenly. */
export const pick = <T>(rng: Rng, items: readonly T[]): T => items[rng.int(items.length)]!;

export const happens = (rng: Rng, probability: number): boolean => rng.uniform() < probability;

/** Draws one item after the other; none comes again before all have come. */
export function deck<T>(rng: Rng, items: readonly T[]): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = [...items];
    const [item] = left.splice(rng.int(left.length), 1);
    return item!;
  };
}

/** What may stand in a form's slots; a slot is drawn afresh wherever it stands. */
export type Slots = Readonly<Record<string, () => string>>;

/** The form with every `{slot}` filled, beginning with a capital. */
export function sentence(form: string, slots: Slots): string {
  return capital(fill(form, slots));
}

export const fill = (form: string, slots: Slots): string =>
  form.replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot]!());

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
