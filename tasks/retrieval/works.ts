import type { Rng } from "../rng.ts";
import { adjectives, qualifiers, surnames, techniques, venues } from "./names.ts";
import type { Topic } from "./topics.ts";

/** A publication, as it is cited. Its title is `<method> for <problem>`. */
export interface Work {
  /** `Osei and Lindberg`. */
  readonly authors: string;
  readonly year: number;
  readonly method: string;
  readonly problem: string;
  readonly venue: string;
}

export const titleOf = ({ method, problem }: Work): string => `${method} for ${problem}`;

/** Draws works of one topic by a small circle of authors, each of a given year. No two share a method or a problem. */
export function openLibrary(topic: Topic, rng: Rng): (year: number) => Work {
  const circle = [...surnames];
  rng.shuffle(circle);
  const people = circle.slice(0, 12);
  const nextMethod = distinct(adjectives.length * techniques.length, rng);
  const nextProblem = distinct(qualifiers.length * topic.problems.length, rng);
  return (year) => {
    rng.shuffle(people);
    return {
      authors: joined(people.slice(0, 1 + rng.int(3))),
      year,
      method: combination(adjectives, techniques, nextMethod()),
      problem: combination(qualifiers, topic.problems, nextProblem()),
      venue: venues[rng.int(venues.length)]!,
    };
  };
}

/**
 * The same authors, years, methods, problems and venues, recombined: of two or more works none keeps its title, of five
 * or more none keeps any two of the five together.
 */
export function recombined(works: readonly Work[]): Work[] {
  return works.map((_, i) => {
    const after = (shift: number) => works[(i + shift) % works.length]!;
    return {
      authors: after(0).authors,
      year: after(1).year,
      method: after(2).method,
      problem: after(3).problem,
      venue: after(4).venue,
    };
  });
}

/** Draws from 0 to n - 1, none twice. */
function distinct(n: number, rng: Rng): () => number {
  const drawn = new Set<number>();
  return () => {
    let value = rng.int(n);
    while (drawn.has(value)) value = rng.int(n);
    drawn.add(value);
    return value;
  };
}

/** `A`, `A and B`, `A, B and C`. */
const joined = (names: readonly string[]): string =>
  names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** The i-th of all pairs. */
const combination = (first: readonly string[], second: readonly string[], i: number): string =>
  `${first[i % first.length]} ${second[Math.floor(i / first.length)]}`;
