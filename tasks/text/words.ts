import type { Rng } from "../rng.ts";
import { happens } from "./draw.ts";

/** What a reviewer can say of an aspect: adjectives, and verbs as `[past, infinitive]`. */
export interface Lexicon {
  /** Words whose denial means the contrary: what is not dull is good, what is not engaging is bad. */
  readonly mild: readonly string[];
  /** Words too strong for that: what is not superb need not be bad. */
  readonly strong: readonly string[];
  readonly verbs: readonly (readonly [string, string])[];
}

/** The longest list has this many words. */
export const mostWords = 22;

/** One of the first `words` items. */
export const pickFirst = <T>(rng: Rng, items: readonly T[], words: number): T =>
  items[rng.int(Math.min(words, items.length))]!;

/** A mild word or a strong one, equally likely. */
export const adjective = (rng: Rng, { mild, strong }: Lexicon, words: number): string =>
  pickFirst(rng, happens(rng, 0.5) ? mild : strong, words);

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

export const good: Lexicon = {
  mild: list(`
    good convincing lively charming exciting memorable graceful effective engaging enjoyable pleasing satisfying
    impressive fresh inspired entertaining likeable skilful pleasant rewarding interesting stylish
  `),
  strong: list(`
    superb excellent wonderful brilliant splendid delightful marvellous magnificent terrific outstanding admirable
    polished beautiful thrilling captivating enchanting first-rate dazzling exquisite glorious stunning masterly
  `),
  verbs: [
    ["won me over", "win me over"],
    ["impressed me", "impress me"],
    ["held my attention", "hold my attention"],
    ["delighted me", "delight me"],
    ["moved me", "move me"],
    ["carried me along", "carry me along"],
    ["drew me in", "draw me in"],
    ["worked for me", "work for me"],
    ["charmed me", "charm me"],
    ["lived up to my hopes", "live up to my hopes"],
    ["gave me pleasure", "give me pleasure"],
    ["made me happy", "make me happy"],
  ],
};

export const bad: Lexicon = {
  mild: list(`
    bad dull clumsy boring tedious flat weak lifeless careless stale tiresome forgettable bland dreary disappointing
    sloppy mediocre uninspired irritating lacklustre monotonous poor
  `),
  strong: list(`
    awful terrible dreadful dismal feeble shoddy wretched hopeless amateurish inept crude abysmal tasteless horrible
    atrocious appalling pathetic lamentable third-rate unbearable ghastly pitiful
  `),
  verbs: [
    ["bored me", "bore me"],
    ["annoyed me", "annoy me"],
    ["left me cold", "leave me cold"],
    ["let the film down", "let the film down"],
    ["fell flat", "fall flat"],
    ["grated on me", "grate on me"],
    ["wore me out", "wear me out"],
    ["disappointed me", "disappoint me"],
    ["tried my patience", "try my patience"],
    ["put me off", "put me off"],
    ["got on my nerves", "get on my nerves"],
    ["made me yawn", "make me yawn"],
  ],
};
