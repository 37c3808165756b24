import type { Rng } from "../rng.ts";
import type { Aspect } from "./aspects.ts";
import { happens, pick, type Slots, sentence } from "./draw.ts";
import { adjective, bad, good } from "./words.ts";

/** Who and what the opinions of others are about. */
export interface Rumours {
  readonly aspects: readonly Aspect[];
  readonly film: Slots;
  readonly words: number;
}

/** An opinion that is not the reviewer's, or not on this film: it counts for nothing. */
export const hearsay = (rng: Rng, rumours: Rumours): string =>
  sentence(pick(rng, opinions), { ...rumours.film, ...opinionSlots(rng, rumours) });

export const opinions: readonly string[] = [
  "{person} called {o} {word}.",
  "{person} thought {s} {was} {word}, and said so.",
  "if you believe {person}, {s} {was} {word}.",
  "{person} will tell you that {s} {was} not {word} at all.",
  "according to {person}, {s} {was} anything but {word}.",
  "on the poster a newspaper calls {o} {word}.",
  "a leaflet in the foyer praised {o} as {praise}.",
  "in the queue {person} complained that {s} {was} {blame}.",
  "{person} wrote to me that {s} {was} far from {word}.",
  "{person} found {o} {word}, and told the whole tram.",
  "the man in the seat behind me whispered that {s} {was} {word}.",
  "in {other}, by the same director, {s} {was} {word}.",
  "{director} made {other} before this one, and there {s} {was} not {word}.",
  "I still remember {o} of {other}: {word} from beginning to end.",
  "when {director} made {other}, {person} called {o} {word}.",
  "{person} judges films by {o}.",
  "{person} goes to the cinema for {o}, and for that alone.",
];

/** Several such opinions within quotation marks, and words around them that say whose they are. */
export function quotation(rng: Rng, rumours: Rumours): string {
  const quotes = Array.from({ length: 2 + rng.int(3) }, () =>
    sentence(pick(rng, quoted), opinionSlots(rng, rumours)),
  );
  const { opening, closing } = pick(rng, quotations);
  return `${sentence(opening, rumours.film)} "${quotes.join(" ")}" ${closing}`;
}

export const quoted: readonly string[] = [
  "{s} {was} {word}.",
  "{s} {was} not {word}.",
  "{s} {was} anything but {word}.",
  "I would not call {o} {word}.",
  "I found {o} {word}.",
  "{o}: {word}.",
  "nobody can tell me that {s} {was} {word}.",
];

export const quotations: readonly { readonly opening: string; readonly closing: string }[] = [
  {
    opening: "{person} sent me a postcard about it, and I copy it as it stands:",
    closing: "So much for the postcard; none of it is mine.",
  },
  {
    opening: "on the way out {person} dictated to me:",
    closing: "I wrote it down and take no side.",
  },
  {
    opening: "here is what {person} printed in a rival paper:",
    closing: "That was their column, not mine.",
  },
  {
    opening: "a message from {person} reached me before I went:",
    closing: "I put it away and watched for myself.",
  },
];

/** Of any aspect, and as often good as bad. */
function opinionSlots(rng: Rng, { aspects, words }: Rumours): Slots {
  const { subject, object, was } = pick(rng, pick(rng, aspects)).name;
  const lexicon = happens(rng, 0.5) ? good : bad;
  return {
    s: () => subject,
    o: () => object,
    was: () => was,
    word: () => adjective(rng, lexicon, words),
    praise: () => adjective(rng, good, words),
    blame: () => adjective(rng, bad, words),
  };
}
