/** A field of research, and its own words. */
export interface Topic {
  /** What papers try to solve, as in a title. */
  readonly problems: readonly string[];
  /** What their sentences are about, in the plural. */
  readonly things: readonly string[];
}

/** Fields of computational linguistics. */
export const topics: readonly Topic[] = [
  topic(
    "Word Alignment, Phrase Translation, Reordering, Bitext Mining, Transliteration",
    "phrase tables, alignments, target words, bitexts, decoders, lexicons, glossaries, sources",
  ),
  topic(
    "Dependency Parsing, Attachment, Grammar Induction, Treebank Conversion, Chunking",
    "treebanks, dependency arcs, parse trees, grammars, attachments, constituents, clauses, chunks",
  ),
  topic(
    "Speech Recognition, Accent Adaptation, Keyword Spotting, Prosody Labelling, Dictation",
    "phonemes, frames, utterances, microphones, pronunciations, recordings, pitches, speakers",
  ),
  topic(
    "Summarization, Headline Generation, Compression, Content Selection, Novelty Ranking",
    "summaries, headlines, news clusters, key points, compressions, digests, excerpts, journalists",
  ),
  topic(
    "Sense Disambiguation, Homograph Resolution, Gloss Matching, Metaphor Detection, Sense Ranking",
    "senses, glosses, synsets, ambiguous verbs, hypernyms, homographs, sense tags, metaphors",
  ),
  topic(
    "Question Answering, Answer Validation, Passage Scoring, Question Typing, Fact Checking",
    "questions, answers, passages, factoids, answer types, quizzes, snippets, search queries",
  ),
  topic(
    "Morphological Analysis, Stemming, Compound Splitting, Vowel Restoration, Affix Discovery",
    "morphemes, stems, suffixes, paradigms, inflected forms, prefixes, vowels, compounds",
  ),
  topic(
    "Dialogue Management, Turn Taking, Intent Tracking, Clarification Requests, User Simulation",
    "dialogue acts, user goals, turns, interruptions, prompts, slots, callers, conversations",
  ),
  topic(
    "Opinion Mining, Polarity Classification, Review Rating, Sarcasm Spotting, Stance Taking",
    "opinions, reviews, star ratings, polar adjectives, negations, products, complaints, bloggers",
  ),
  topic(
    "Coreference Resolution, Pronoun Interpretation, Anaphora Detection, Bridging, Mention Pairing",
    "mentions, pronouns, antecedents, entities, anaphors, gender cues, possessives, chains",
  ),
  topic(
    "Relation Extraction, Entity Recognition, Event Extraction, Template Filling, Date Detection",
    "named entities, relations, companies, gazetteers, events, templates, dates, place names",
  ),
  topic(
    "Spelling Correction, Grammar Checking, Essay Scoring, Article Choice, Learner Profiling",
    "misspellings, essays, learners, corrections, edit distances, keyboards, pupils, teachers",
  ),
];

function topic(problems: string, things: string): Topic {
  return { problems: problems.split(", "), things: things.split(", ") };
}
