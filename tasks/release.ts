import type { Importer } from "./task.ts";

/** What is the same of all data sets that come with the benchmark's own archive, 7.7 GB of them together. */
export const release = {
  homepage: "https://github.com/google-research/long-range-arena",
  version: "2020-11",
  download: {
    url: "https://storage.googleapis.com/long-range-arena/lra_release.gz",
    bytes: null,
    aboutBytes: 7.7e9,
    checksum: null,
  },
} satisfies Partial<Importer>;
