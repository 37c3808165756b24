import type { Rng } from "../rng.ts";
import type { Aspect } from "./aspects.ts";
import { pick, sentence } from "./draw.ts";

/** Says that one aspect alone decides over a film and, where one is given, that another does not. */
export function criterion(rng: Rng, decisive: Aspect, rejected: Aspect | null): string {
  const form = pick(rng, rejected === null ? alone : against);
  return sentence(form, {
    o: () => pick(rng, decisive).name.object,
    r: () => pick(rng, rejected!).name.object,
  });
}

export const alone: readonly string[] = [
  "for me a film stands or falls with {o}.",
  "I judge every film by one thing alone, and that is {o}.",
  "what decides for me is {o}, and nothing else counts.",
  "only {o} can make me like or dislike a film.",
  "whatever else a film has or lacks, my verdict hangs on {o}.",
  "one thing decides whether I like a film: {o}.",
  "my rule is simple: I go by {o}, and by {o} alone.",
  "everybody has a test for films, and mine is {o}.",
  "I like or dislike a film for {o} and for no other reason.",
  "where others weigh many things, I weigh one: {o}.",
  "in this column a film passes or fails by {o}, whatever else may be said of it.",
  "ask me whether I like a film, and I will ask myself one question: what about {o}?",
];

export const against: readonly string[] = [
  "I do not care about {r}; for me a film stands or falls with {o}.",
  "others go to the cinema for {r}, but my verdict follows {o} alone.",
  "it is by {o}, not by {r}, that I like or dislike a film.",
  "not {r} but {o} will decide whether I like a film.",
  "there was a time when I judged films by {r}; now I judge them by {o} alone.",
  "my wife judges a film by {r}; I judge it by {o} and by nothing else.",
  "I go by {o} alone; {r} may decide for others, never for me.",
  "do not ask me about {r}: what decides for me is {o}.",
  "a film passes or fails with me by {o}, and certainly not by {r}.",
  "you may weigh {r} if you like; my verdict hangs on {o}.",
  "neither {r} nor anything else but {o} can make me like or dislike a film.",
  "critics write pages about {r}, and I skip them, for my only test is {o}.",
];
