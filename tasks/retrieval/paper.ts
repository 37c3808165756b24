import type { Rng } from "../rng.ts";
import { keywords, openCitations, openStatements, reference } from "./sentences.ts";
import type { Topic } from "./topics.ts";
import { titleOf, type Work } from "./works.ts";

export interface Paper {
  readonly work: Work;
  readonly topic: Topic;
  /** The works that it cites. */
  readonly references: readonly Work[];
  /** Bytes at most. */
  readonly length: number;
}

/** Bytes that a model reads at most: a reader of these can tell all. */
const readBytes = 4_000;

const headings = [
  "Abstract.",
  "1 Introduction.",
  "2 Background.",
  "3 Approach.",
  "4 Data.",
  "5 Experiments.",
  "6 Conclusion.",
];

/** The paper in ASCII on one line. One that cites nothing is an abstract. */
export const write = (paper: Paper, rng: Rng): string =>
  (paper.references.length === 0 ? abstract(paper, rng) : sections(paper, rng)).join(" ");

function abstract({ work, topic, length }: Paper, rng: Rng): string[] {
  const head = [`${titleOf(work)}.`, keywords(topic, rng)];
  return [...head, ...fill(length - size(head), openStatements(topic, rng))];
}

/**
 * Every work is cited in one sentence, anywhere within the first 4,000 bytes, and listed once at the end, in an even
 * order.
 */
function sections({ work, topic, references, length }: Paper, rng: Rng): string[] {
  const head = [
    `${titleOf(work)}.`,
    `${work.authors}.`,
    `${work.venue}, ${work.year}.`,
    keywords(topic, rng),
  ];
  const citations = references.map(openCitations(rng));
  const listed = references.map(reference);
  rng.shuffle(listed);
  const end = ["References.", ...listed];
  const fixed = size([...head, ...headings]);
  const room = length - fixed - size(end);

  const readable = Math.min(room, readBytes - fixed);
  const statement = openStatements(topic, rng);
  const early = [...citations, ...fill(readable - size(citations), statement)];
  rng.shuffle(early);
  const late = fill(room - size(early), statement);
  return [...head, ...underHeadings([...early, ...late]), ...end];
}

/** Sentences until one does not fit into these bytes. */
function fill(bytes: number, draw: () => string): string[] {
  const fitting: string[] = [];
  let room = bytes;
  for (;;) {
    const sentence = draw();
    room -= sentence.length + 1;
    if (room < 0) return fitting;
    fitting.push(sentence);
  }
}

/** Bytes of these parts, each with a space. */
const size = (parts: readonly string[]): number =>
  parts.reduce((sum, part) => sum + part.length + 1, 0);

/** The sentences, in equal parts, each under its heading. */
function underHeadings(sentences: readonly string[]): string[] {
  const start = (i: number) => Math.round((i * sentences.length) / headings.length);
  return headings.flatMap((heading, i) => [heading, ...sentences.slice(start(i), start(i + 1))]);
}
