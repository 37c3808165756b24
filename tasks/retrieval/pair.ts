import type { Rng } from "../rng.ts";
import { type RetrievalOptions, shortestPaper } from "./options.ts";
import type { Paper } from "./paper.ts";
import { type Topic, topics } from "./topics.ts";
import { openLibrary, recombined, type Work } from "./works.ts";

export type Pair = readonly [Paper, Paper];

/**
 * An earlier paper and a later one, of one topic and one circle of authors, with some references in common. Related, the
 * later one cites the earlier one. Unrelated, it names the same authors, year, halves of the title and venue just as
 * often, but each in the reference to another work: its words are the same, and only what stands together tells.
 */
export function pairByCitation(isRelated: boolean, options: RetrievalOptions, rng: Rng): Pair {
  const topic = topics[rng.int(options.topics)]!;
  const draw = openLibrary(topic, rng);
  const earlier = draw(1985 + rng.int(20));
  const later = draw(earlier.year + 1 + rng.int(9));
  const [earlierLength, laterLength] = [drawLength(options, rng), drawLength(options, rng)];
  const [earlierCount, laterCount] = [referenceCount(earlierLength), referenceCount(laterLength)];

  const common = Math.floor(Math.min(earlierCount, laterCount) / 3);
  const drawOlder = (work: Work) => draw(work.year - 1 - rng.int(14));
  const shared = repeat(common, () => drawOlder(earlier));
  const ownOfEarlier = repeat(earlierCount - common, () => drawOlder(earlier));
  const ownOfLater = [earlier, ...repeat(laterCount - common - 1, () => drawOlder(later))];
  const cited = isRelated ? ownOfLater : recombined(ownOfLater);
  return [
    { work: earlier, topic, references: [...shared, ...ownOfEarlier], length: earlierLength },
    { work: later, topic, references: [...shared, ...cited], length: laterLength },
  ];
}

/** Two papers of one topic where they are related, of two topics where not. Neither cites the other. */
export function pairByTopic(isRelated: boolean, options: RetrievalOptions, rng: Rng): Pair {
  const first = rng.int(options.topics);
  const other = (first + 1 + rng.int(options.topics - 1)) % options.topics;
  const second = isRelated ? first : other;
  return [paperOf(topics[first]!, options, rng), paperOf(topics[second]!, options, rng)];
}

function paperOf(topic: Topic, options: RetrievalOptions, rng: Rng): Paper {
  const draw = openLibrary(topic, rng);
  const work = draw(1985 + rng.int(30));
  const length = drawLength(options, rng);
  const references = repeat(referenceCount(length), () => draw(work.year - 1 - rng.int(14)));
  return { work, topic, references, length };
}

/** More short ones than long ones: the median is a quarter of the way from the shortest to the longest. */
function drawLength({ minLength, maxLength }: RetrievalOptions, rng: Rng): number {
  const share = rng.uniform();
  return minLength + Math.floor(share * share * (maxLength + 1 - minLength));
}

/** Works that a paper of this length cites: never one alone, and no more than 4,000 bytes have room for. */
const referenceCount = (length: number): number =>
  length < shortestPaper ? 0 : Math.min(12, Math.floor(length / 500));

const repeat = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
