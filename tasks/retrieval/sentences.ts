import type { Rng } from "../rng.ts";
import type { Topic } from "./topics.ts";
import { titleOf, type Work } from "./works.ts";

/** A topic's words, in an even order. */
export function keywords({ things }: Topic, rng: Rng): string {
  const order = [...things];
  rng.shuffle(order);
  return `Keywords: ${order.join(", ")}.`;
}

/** Sentences of one paper that cite nothing, one after another. */
export function openStatements({ things }: Topic, rng: Rng): () => string {
  const nextForm = inTurn(statements, rng);
  const thing = inTurn(things, rng);
  const number = (low: number, high: number) => low + rng.int(high - low + 1);
  return () => nextForm()(thing, number);
}

/** Sentences of one paper that cite works: authors, year and title, each once. */
export function openCitations(rng: Rng): (work: Work) => string {
  const nextForm = inTurn(citations, rng);
  return (work) => nextForm()(work.authors, work.year, titleOf(work));
}

/** A work's line in a list of references. */
export const reference = (work: Work): string =>
  `${work.authors} (${work.year}). ${titleOf(work)}. ${work.venue}.`;

/** All items, in an even order, before any comes again. */
function inTurn<T>(items: readonly T[], rng: Rng): () => T {
  const order = [...items];
  let turn = 0;
  return () => {
    if (turn === 0) rng.shuffle(order);
    const item = order[turn]!;
    turn = (turn + 1) % order.length;
    return item;
  };
}

type Statement = (thing: () => string, number: (low: number, high: number) => number) => string;

const statements: readonly Statement[] = [
  (thing) => `We begin with ${thing()}, since everything else rests on them.`,
  (thing) => `Most errors come from ${thing()} that were never seen in training.`,
  (thing) => `It is an open question how far ${thing()} can stand in for ${thing()}.`,
  (thing) => `Earlier systems treated ${thing()} and ${thing()} apart.`,
  (thing) => `Nothing in this argument depends on ${thing()}.`,
  (thing) => `The model scores ${thing()} one at a time and keeps the best.`,
  (thing) => `Without ${thing()} the gain disappears.`,
  (thing) => `We leave ${thing()} for future work.`,
  (thing) => `Two annotators marked all ${thing()} independently.`,
  (thing) => `Rare ${thing()} are pooled, so that their counts can be trusted.`,
  (thing) => `A closer look shows that ${thing()} carry most of the weight.`,
  (thing) => `Figure 2 plots the number of ${thing()} against the number of ${thing()}.`,
  (thing) => `The same holds for ${thing()}, if to a lesser degree.`,
  (thing) => `For lack of space we do not discuss ${thing()} here.`,
  (thing) => `Our features look at ${thing()} only within a small window.`,
  (thing) => `That ${thing()} help at all came as a surprise to us.`,
  (thing) => `In a second pass, ${thing()} are compared with ${thing()}.`,
  (thing) => `We suspect that unusual ${thing()} are the reason.`,
  (thing) => `The procedure stops as soon as no ${thing()} change any more.`,
  (thing) => `There is a trade-off between clean ${thing()} and many ${thing()}.`,
  (thing) => `All of this assumes that ${thing()} can be told from ${thing()}.`,
  (thing) => `A table of ${thing()} is kept in memory and updated after each pass.`,
  (thing) => `When ${thing()} are removed at random, little changes.`,
  (thing) => `Our conclusions about ${thing()} should be read with care.`,
  (thing) => `What we call ${thing()} differs slightly from common usage.`,
  (thing) => `By hand we checked a sample of ${thing()}, and found few mistakes.`,
  (thing, number) =>
    `The corpus holds ${number(2, 98)},000 ${thing()} from ${number(3, 60)} sources.`,
  (thing, number) =>
    `Accuracy rises by ${number(1, 9)}.${number(0, 9)} points once ${thing()} are added.`,
  (thing, number) => `Of ${number(100, 900)} ${thing()}, ${number(11, 89)} were judged wrong.`,
  (thing, number) => `Agreement on ${thing()} was ${number(61, 97)} percent.`,
  (thing, number) => `Training on ${thing()} takes ${number(2, 48)} hours on one machine.`,
  (thing, number) => `Table ${number(1, 6)} lists the most frequent ${thing()}.`,
  (thing, number) => `With fewer than ${number(20, 90)} ${thing()} the estimates become unstable.`,
  (thing, number) => `We held out ${number(5, 30)} percent of the ${thing()} for testing.`,
];

type Citation = (authors: string, year: number, title: string) => string;

const citations: readonly Citation[] = [
  (authors, year, title) => `${authors} (${year}) set this out in "${title}".`,
  (authors, year, title) => `The idea goes back to "${title}" by ${authors} (${year}).`,
  (authors, year, title) => `In "${title}", ${authors} (${year}) found much the same.`,
  (authors, year, title) => `A first attempt was "${title}" (${authors}, ${year}).`,
  (authors, year, title) => `Unlike ${authors} (${year}) in "${title}", we use no other resources.`,
  (authors, year, title) => `We follow "${title}" (${authors}, ${year}) in all other settings.`,
  (authors, year, title) => `Our baseline is the system of ${authors} (${year}), "${title}".`,
  (authors, year, title) => `"${title}" by ${authors} (${year}) is closest to our work.`,
  (authors, year, title) => `${authors} (${year}) reported similar numbers in "${title}".`,
  (authors, year, title) => `Our data are those of ${authors} (${year}), "${title}".`,
  (authors, year, title) => `Details can be found in "${title}" (${authors}, ${year}).`,
  (authors, year, title) => `For a different view see "${title}" (${authors}, ${year}).`,
];
