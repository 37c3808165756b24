/** A noun phrase as a sentence needs it. */
export interface Mention {
  readonly subject: string;
  readonly object: string;
  readonly was: "was" | "were";
}

/** A name of an aspect, and how one goes on to speak of it. */
export interface Noun {
  readonly name: Mention;
  readonly pronoun: Mention;
}

/** A side of a film, under the names that it goes by. No two aspects can be taken for each other. */
export type Aspect = readonly Noun[];

function one(word: string): Noun {
  const name = `the ${word}`;
  return {
    name: { subject: name, object: name, was: "was" },
    pronoun: { subject: "it", object: "it", was: "was" },
  };
}

function many(word: string): Noun {
  const name = `the ${word}`;
  return {
    name: { subject: name, object: name, was: "were" },
    pronoun: { subject: "they", object: "them", was: "were" },
  };
}

export const aspects: readonly Aspect[] = [
  [one("music"), one("score"), one("soundtrack")],
  [one("acting"), many("performances")],
  [one("photography"), one("camerawork"), one("cinematography")],
  [one("dialogue"), many("conversations")],
  [many("costumes"), one("wardrobe"), many("clothes")],
  [one("pacing"), one("tempo")],
  [one("humour"), many("jokes")],
  [one("ending"), one("finale"), one("closing scene")],
  [one("plot"), one("story"), one("storyline")],
  [many("sets"), one("set design")],
  [one("editing"), one("cutting")],
  [many("special effects"), many("visual effects")],
  [one("dancing"), one("choreography"), many("dance numbers")],
  [many("fights"), many("fight scenes")],
  [one("romance"), many("love scenes")],
  [one("villain"), one("antagonist")],
  [one("lighting"), one("play of light")],
  [one("make-up"), one("make-up work")],
  [many("locations"), many("landscapes")],
  [one("suspense"), one("tension")],
  [one("opening"), one("opening scene")],
  [one("narration"), one("voice-over")],
  [many("stunts"), one("stunt work")],
  [many("car chases"), many("chases")],
  [many("flashbacks"), many("glimpses of the past")],
  [many("crowd scenes"), many("scenes with hundreds of extras")],
  [many("subtitles"), one("translation")],
  [one("atmosphere"), one("mood")],
  [one("direction"), one("directing")],
  [one("moral"), one("message")],
];
