/** A careful reader, who knows how reviewers speak and finds out from the words alone what they mean. */
import { aspects } from "../../../tasks/text/aspects.ts";
import { assertions, denials, denialsOfPraise } from "../../../tasks/text/clauses.ts";
import { against, alone } from "../../../tasks/text/criterion.ts";
import {
  confirmations,
  contrasts,
  firstThoughts,
  reversals,
  statements,
} from "../../../tasks/text/judgements.ts";
import type { Review } from "../../../tasks/text/review.ts";
import { bad, good } from "../../../tasks/text/words.ts";

/** Whether the review is good, by all it says of the aspect that decides; throws where that is not one clear verdict. */
export function verdictOf({ opening, body, ending }: Review): boolean {
  const all = [...opening, ...body, ...ending].flatMap(readSentence);
  const [rule, ...otherRules] = all.filter(({ kind }) => kind === "decides");
  if (rule === undefined || otherRules.length > 0) throw new Error("one aspect must decide");
  const said = all.filter(({ kind, aspect }) => kind !== "decides" && aspect === rule.aspect);
  const [first, second] = said;
  switch (said.map(({ kind }) => kind).join(", then ")) {
    case "judged":
    case "judged at first, then kept":
      return first!.isGood;
    case "judged at first, then turned":
      return !first!.isGood;
    default:
      throw new Error(`one verdict must be given: got ${JSON.stringify([first, second])}`);
  }
}

/** Judgements in praise less those in blame, each at its words alone, whatever aspect it is of. */
export function surplusOf({ opening, body, ending }: Review): number {
  const judging = ["judged", "judged at first"];
  const said = [...opening, ...body, ...ending].flatMap(readSentence);
  return said
    .filter(({ kind }) => judging.includes(kind))
    .reduce((sum, { isGood }) => sum + (isGood ? 1 : -1), 0);
}

interface Reading {
  readonly kind: "decides" | "judged" | "judged at first" | "kept" | "turned";
  readonly aspect: number;
  readonly isGood: boolean;
}

/** What the reviewer says in a sentence; nothing where he only tells or quotes. */
function readSentence(sentence: string): readonly Reading[] {
  const rule = match([...alone, ...against], sentence);
  if (rule) return [{ kind: "decides", aspect: aspectOf(rule.o!), isGood: true }];
  const first = match(firstThoughts, sentence);
  if (first) return [{ ...judgement(first), kind: "judged at first" }];
  const kept = match(confirmations, sentence);
  if (kept) return [{ kind: "kept", aspect: aspectOf(kept.o!), isGood: true }];
  const turned = match(reversals, sentence);
  if (turned) return [{ kind: "turned", aspect: aspectOf(turned.o!), isGood: true }];
  for (const form of contrasts) {
    const halves = match([form], sentence);
    const readings = halves ? [readClause(halves.a!), readClause(halves.b!)] : [];
    if (readings.length === 2 && readings.every((reading) => reading !== null)) return readings;
  }
  for (const form of statements) {
    const parts = match([form], sentence);
    const reading = parts && readClause(parts.clause ?? parts.Clause!, parts.x);
    if (reading) return [reading];
  }
  return [];
}

/** `x` is what `it` and `they` stand for. */
function readClause(clause: string, x?: string): Reading | null {
  const assertion = match(assertions, clause);
  if (assertion) return judgement(assertion, x);
  const denial = match([...denials, ...denialsOfPraise], clause);
  if (denial === null) return null;
  const { aspect, isGood } = judgement(denial, x);
  return { kind: "judged", aspect, isGood: !isGood };
}

/** Taken at its words. */
function judgement({ s, o, word, mild, did, do: infinitive }: Match, x?: string): Reading {
  const praise = praises.has((word ?? mild ?? did ?? infinitive)!.toLowerCase());
  const mention = (s ?? o)!;
  const isPronoun = pronouns.includes(mention.toLowerCase());
  return { kind: "judged", aspect: aspectOf(isPronoun ? x! : mention), isGood: praise };
}

const pronouns = ["it", "they", "them"];
const aspectOfName = new Map(
  aspects.flatMap((aspect, i) => aspect.map(({ name }) => [name.object, i] as const)),
);
const aspectOf = (name: string): number => aspectOfName.get(name.toLowerCase())!;

const wordsOf = ({ mild, strong, verbs }: typeof good) => [...mild, ...strong, ...verbs.flat()];
const praises = new Set(wordsOf(good));

type Match = Readonly<Record<string, string | undefined>>;

/** What stands in the slots of the first of these forms that the text has. */
function match(forms: readonly string[], text: string): Match | null {
  for (const form of forms) {
    const groups = patternOf(form).exec(text)?.groups;
    if (groups) return groups;
  }
  return null;
}

const patterns = new Map<string, RegExp>();

function patternOf(form: string): RegExp {
  const known = patterns.get(form);
  if (known) return known;
  const seen = new Set<string>();
  const source = form.replace(/[.?]/g, "\\$&").replace(/\{(\w+)\}/g, (_, slot: string) => {
    const group = seen.has(slot) ? "?:" : `?<${slot}>`; // a name may stand only once
    seen.add(slot);
    return `(${group}${slots[slot] ?? ".+"})`;
  });
  const pattern = new RegExp(`^${source}$`, "i");
  patterns.set(form, pattern);
  return pattern;
}

/** What may stand in a slot; anything may where nothing is said. */
const names = [...aspectOfName.keys()].join("|");
const anyOf = (words: readonly string[]) => words.join("|");
const slots: Readonly<Record<string, string>> = {
  s: `${names}|it|they`,
  o: `${names}|it|them`,
  r: names,
  x: names,
  was: "was|were",
  word: anyOf([...good.mild, ...good.strong, ...bad.mild, ...bad.strong]),
  mild: anyOf([...good.mild, ...bad.mild]),
  did: anyOf([...good.verbs, ...bad.verbs].map(([past]) => past)),
  do: anyOf([...good.verbs, ...bad.verbs].map(([, infinitive]) => infinitive)),
};
