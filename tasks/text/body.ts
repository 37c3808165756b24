import type { Rng } from "../rng.ts";
import type { Aspect } from "./aspects.ts";
import type { Manner } from "./clauses.ts";
import { happens, pick } from "./draw.ts";
import { hearsay, quotation, type Rumours } from "./hearsay.ts";
import { contrast, type Judgement, statement } from "./judgements.ts";
import { turns } from "./scenery.ts";

/** What the body of a review speaks of: the scenery of the film and, if there are any, things that do not decide. */
export interface Matter {
  scene(): string;
  readonly decoys: Decoys | null;
}

export interface Decoys {
  /** What the reviewer judges on the way, each once at most. */
  readonly judged: readonly Aspect[];
  readonly rumours: Rumours;
}

/** Sentences in any order, of either tone, that take about `room` characters; none of them decides. */
export function body(
  rng: Rng,
  { scene, decoys }: Matter,
  manner: Manner,
  room: number,
): readonly string[] {
  const drawSentence = decoys === null ? scene : mixed(rng, scene, decoys, manner);
  const sentences: string[] = [];
  for (let left = room; ; ) {
    const sentence = drawSentence();
    left -= sentence.length + 1;
    if (left < 0) break;
    sentences.push(sentence);
  }
  const hasTurn = manner.structure === "far" && sentences.length > 0 && happens(rng, 0.3);
  return hasTurn ? [...sentences, pick(rng, turns)] : sentences;
}

function mixed(
  rng: Rng,
  scene: () => string,
  { judged, rumours }: Decoys,
  manner: Manner,
): () => string {
  const unjudged = [...judged];
  const next = (): Judgement => ({ aspect: unjudged.pop()!, isGood: happens(rng, 0.5) });
  return () => {
    const kind = rng.uniform();
    if (kind < 0.15) return hearsay(rng, rumours);
    if (kind < 0.2) return quotation(rng, rumours);
    if (kind < 0.4 && unjudged.length > 0) return statement(rng, next(), manner);
    if (kind < 0.5 && unjudged.length > 1) return contrast(rng, next(), next(), manner);
    return scene();
  };
}
