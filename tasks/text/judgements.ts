import type { Rng } from "../rng.ts";
import type { Aspect } from "./aspects.ts";
import { clause, type Manner } from "./clauses.ts";
import { capital, happens, pick, sentence } from "./draw.ts";
import { adjective, bad, good } from "./words.ts";

/** What the reviewer thinks of one aspect of the film. */
export interface Judgement {
  readonly aspect: Aspect;
  readonly isGood: boolean;
}

/** The judgement in a sentence of its own. */
export function statement(rng: Rng, { aspect, isGood }: Judgement, manner: Manner): string {
  const { name, pronoun } = pick(rng, aspect);
  const form = manner.structure === "plain" ? plainStatement : pick(rng, statements);
  const said = clause(rng, form.includes("{x}") ? pronoun : name, isGood, manner);
  return sentence(form, {
    x: () => name.object,
    clause: () => said,
    Clause: () => capital(said),
  });
}

const plainStatement = "{clause}.";

/** Where a form names the aspect itself, the clause speaks of `it`. */
export const statements: readonly string[] = [
  plainStatement,
  "{clause}!",
  "I have to say that {clause}.",
  "I must say that {clause}.",
  "let me add that {clause}.",
  "to my mind {clause}.",
  "if you ask me, {clause}.",
  "in all honesty, {clause}.",
  "I noted in the dark that {clause}.",
  "as for {x}, {clause}.",
  "as to {x}, {clause}.",
  "and {x}? {Clause}.",
  "now to {x}: {clause}.",
  "about {x} I can be brief: {clause}.",
  "I thought about {x} on the way home: {clause}.",
  "then {x}: {clause}.",
  "a word on {x}: {clause}.",
  "concerning {x}, {clause}.",
  "others may differ, but {clause}.",
  "it has to be said: {clause}.",
  "my notes say that {clause}.",
  "let nobody doubt it: {clause}.",
  "looking back, {clause}.",
  "when the lights went up one thing was clear: {clause}.",
  "what of {x}? {Clause}.",
  "on {x} I do have an opinion: {clause}.",
  "this I can say of {x}: {clause}.",
  "{clause}, and that is my honest opinion.",
];

/** Two judgements in one sentence, one against the other; both hold. */
export function contrast(rng: Rng, first: Judgement, second: Judgement, manner: Manner): string {
  const half = ({ aspect, isGood }: Judgement) =>
    clause(rng, pick(rng, aspect).name, isGood, manner);
  return sentence(pick(rng, contrasts), { a: () => half(first), b: () => half(second) });
}

export const contrasts: readonly string[] = [
  "although {a}, {b}.",
  "even though {a}, {b}.",
  "while {a}, {b}.",
  "{a}, but {b}.",
  "{a}, whereas {b}.",
  "{a}, and yet {b}.",
  "granted, {a}; but {b}.",
  "on the one hand {a}, on the other {b}.",
  "{a}; {b}, on the other hand.",
  "{a}; all the same, {b}.",
];

/**
 * The judgement in two sentences that can stand far apart: what the reviewer thought at first, and whether that lasted.
 * The second has no word of praise or blame.
 */
export function secondThoughts(
  rng: Rng,
  { aspect, isGood }: Judgement,
  { negation, words }: Manner,
): { readonly first: string; readonly later: string } {
  const hasTurned = happens(rng, negation);
  const lexicon = hasTurned === isGood ? bad : good;
  const say = (forms: readonly string[]) => {
    const { subject, object } = pick(rng, aspect).name;
    return sentence(pick(rng, forms), {
      s: () => subject,
      o: () => object,
      word: () => adjective(rng, lexicon, words),
    });
  };
  return { first: say(firstThoughts), later: say(hasTurned ? reversals : confirmations) };
}

export const firstThoughts: readonly string[] = [
  "at first {s} seemed {word} to me.",
  "for the first half hour I found {o} {word}.",
  "after ten minutes I would have called {o} {word}.",
  "in the first reel I thought {o} {word}.",
  "my first note in the dark was that {s} seemed {word}.",
  "to begin with, {s} struck me as {word}.",
];

export const confirmations: readonly string[] = [
  "about {o} I did not change my mind.",
  "my first impression of {o} never changed.",
  "what I thought of {o} at first, I still thought at the end.",
  "on {o} my opinion stayed what it had been.",
  "my early note about {o} can stand as it is.",
  "about {o} I had been right from the start.",
];

export const reversals: readonly string[] = [
  "about {o} I changed my mind completely.",
  "my first impression of {o} was wrong: the opposite is true.",
  "what I thought of {o} at first, I no longer thought at the end: quite the contrary.",
  "on {o} my opinion turned into its opposite.",
  "my early note about {o} must be turned round.",
  "about {o} I had been wrong at the start, and the contrary holds.",
];
