import type { Rng } from "../rng.ts";
import type { Mention } from "./aspects.ts";
import { fill, happens, pick } from "./draw.ts";
import type { TextOptions } from "./options.ts";
import { adjective, bad, good, pickFirst } from "./words.ts";

/** How a reviewer speaks. */
export type Manner = Pick<TextOptions, "structure" | "negation" | "words">;

/** A judgement in one clause, `I would not call the music dull`, which can stand in a sentence of any kind. */
export function clause(rng: Rng, mention: Mention, isGood: boolean, manner: Manner): string {
  const { structure, negation, words } = manner;
  const isDenied = happens(rng, negation);
  const lexicon = isDenied === isGood ? bad : good;
  const [past, infinitive] = pickFirst(rng, lexicon.verbs, words);
  return fill(formOf(rng, isDenied, isGood, structure === "plain"), {
    s: () => mention.subject,
    o: () => mention.object,
    was: () => mention.was,
    mild: () => pickFirst(rng, lexicon.mild, words),
    word: () => adjective(rng, lexicon, words),
    did: () => past,
    do: () => infinitive,
  });
}

function formOf(rng: Rng, isDenied: boolean, isGood: boolean, isPlain: boolean): string {
  if (isPlain) return isDenied ? plainDenial : plainAssertion;
  if (!isDenied) return pick(rng, assertions);
  return pick(rng, isGood ? denials : [...denials, ...denialsOfPraise]);
}

const plainAssertion = "{s} {was} {word}";
const plainDenial = "{s} {was} not {mild}";

/** Forms that mean what their word says, some by denying it twice. */
export const assertions: readonly string[] = [
  plainAssertion,
  "{s} {was} simply {word}",
  "{s} {was} truly {word}",
  "{s} {was} {word} from the first minute to the last",
  "{s} {was} nothing short of {word}",
  "{s} {was} never less than {word}",
  "{s} struck me as {word}",
  "I found {o} {word}",
  "I thought {o} {word}",
  "I would call {o} {word}",
  "I can only call {o} {word}",
  "there is no denying that {s} {was} {word}",
  "I cannot deny that {s} {was} {word}",
  "I never doubted that {s} {was} {word}",
  "it would be wrong to say that {s} {was} not {word}",
  "nobody will convince me that {s} {was} not {word}",
  "I do not hesitate to call {o} {word}",
  "{s} {did}",
  "{s} {did} all along",
  "again and again {s} {did}",
  "{s} never failed to {do}",
  "it would be wrong to say that {s} did not {do}",
  "I cannot deny that {s} {did}",
];

/** Forms that mean the contrary of what their word says. */
export const denials: readonly string[] = [
  plainDenial,
  "{s} {was} not {mild} at all",
  "{s} {was} not {mild} in the least",
  "{s} {was} never {mild}",
  "{s} {was} by no means {mild}",
  "{s} {was} anything but {mild}",
  "{s} {was} far from {mild}",
  "{s} did not strike me as {mild}",
  "I would not call {o} {mild}",
  "I cannot call {o} {mild}",
  "I did not find {o} {mild}",
  "I never found {o} {mild}",
  "I refuse to call {o} {mild}",
  "nobody could call {o} {mild}",
  "at no point {was} {s} {mild}",
  "there was nothing {mild} about {o}",
  "it would be wrong to call {o} {mild}",
  "it is not true that {s} {was} {mild}",
  "{s} never {did}",
  "at no point did {s} {do}",
  "not for a moment did {s} {do}",
];

/** Such forms that only words of praise fit. */
export const denialsOfPraise: readonly string[] = [
  "{s} did not {do}",
  "I cannot say that {s} {did}",
  "{s} failed to {do}",
  "{s} failed to be {mild}",
  "I waited in vain for {o} to {do}",
  "I looked in vain for anything {mild} in {o}",
  "{s} {was} too seldom {mild}",
];
