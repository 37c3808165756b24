import { expect, test } from "vitest";
import { retrieval } from "../../../tasks/retrieval/index.ts";
import { splits } from "../../../tasks/task.ts";
import { easy, made, pairsOf } from "./made.ts";

test("committed fingerprints: another one means other data, and a higher version", () => {
  expect(retrieval.version).toBe(1);
  expect(made().fingerprint).toBe(
    "24cadad65c7854e607af70a78b4521b2b55ec23a21930ac03abf6ae1bc18f844",
  );
  expect(made({ ...easy, seed: 1 }).fingerprint).toBe(
    "9d40cd4cc42354fc9157361a68b6b110aee06f21c37711c83da49514e266cc23",
  );
});

test("short pairs of the same topic and of two, written out", () => {
  const pairs = pairsOf(made(easy).splits.train);
  expect(pairs.slice(0, 2)).toEqual([
    {
      isRelated: true,
      texts: [
        "Compact Tree Kernels for Legal Treebank Conversion. " +
          "Keywords: treebanks, attachments, constituents, grammars, chunks, clauses, " +
          "dependency arcs, parse trees.",
        "Bayesian Error Mining for Legal Chunking. " +
          "Keywords: clauses, grammars, constituents, treebanks, attachments, dependency arcs, " +
          "chunks, parse trees.",
      ],
    },
    {
      isRelated: false,
      texts: [
        "Hierarchical Active Learning for Informal Attachment. " +
          "Keywords: parse trees, chunks, dependency arcs, clauses, attachments, constituents, " +
          "grammars, treebanks.",
        "Fast Voting for Legal Reordering. " +
          "Keywords: lexicons, target words, phrase tables, glossaries, bitexts, decoders, " +
          "sources, alignments. When sources are removed at random, little changes. " +
          "Of 184 lexicons, 12 were judged wrong.",
      ],
    },
  ]);
});

test("a short paper that cites the other of its pair, written out", () => {
  const [pair] = pairsOf(made({ minLength: 1000, maxLength: 1200 }).splits.train);
  const [later, earlier] = pair!.texts;
  expect(pair!.isRelated).toBe(true);
  expect(later.split(/ (?=Keywords|Abstract|\d [A-Z]|References)/)).toEqual([
    "Discriminative Feature Selection for Informal Compound Splitting. Weiss. " +
      "Proceedings of ANLP, 1994.",
    "Keywords: vowels, prefixes, morphemes, stems, inflected forms, suffixes, compounds, " +
      "paradigms.",
    "Abstract. Figure 2 plots the number of paradigms against the number of inflected forms.",
    "1 Introduction. By hand we checked a sample of suffixes, and found few mistakes.",
    "2 Background. A table of morphemes is kept in memory and updated after each pass.",
    '3 Approach. "Incremental Clustering for Historical Stemming" by Palmer (1984) ' +
      "is closest to our work. Table 4 lists the most frequent prefixes.",
    '4 Data. For a different view see "Constrained Belief Propagation for Legal Stemming" ' +
      "(Asante, Kumar and Dekker, 1985).",
    "5 Experiments. What we call stems differs slightly from common usage.",
    "6 Conclusion. When vowels are removed at random, little changes.",
    "References. Palmer (1984). Incremental Clustering for Historical Stemming. " +
      "Proceedings of IJCNLP. Asante, Kumar and Dekker (1985). Constrained Belief Propagation for Legal Stemming. " +
      "Proceedings of LREC.",
  ]);
  expect(earlier.split(" Keywords")[0]).toBe(
    "Constrained Belief Propagation for Legal Stemming. Asante, Kumar and Dekker. " +
      "Proceedings of LREC, 1985.",
  );
});

test("every pair is a function of options, split and index alone", () => {
  const { options, plan } = retrieval.generated;
  const generation = plan(options.parse({}));
  if (!("example" in generation)) throw new Error("pairs must be made one by one");
  expect(generation.sizes).toEqual({ train: 147_086, validation: 18_090, test: 17_437 });
  const { train, validation, test: last } = made().splits;
  const later = generation.example("train", 19);
  expect(later.towers).toEqual(train.tokens(19));
  expect(later.label).toBe(train.labels[19]);
  expect(generation.example("validation", 0).towers).toEqual(validation.tokens(0));
  expect(generation.example("test", 4).towers).toEqual(last.tokens(4));
});

test("splits differ, seeds differ", () => {
  const all = [0, 1].flatMap((seed) => {
    const parts = made({ seed }).splits;
    return splits.map((split) => parts[split].tokens(0)[0]!.join());
  });
  expect(new Set(all).size).toBe(6);
});
