/** A human reader, who knows where a paper says what. */

export interface Read {
  readonly title: string;
  readonly authors: string;
  readonly venue: string;
  readonly year: string;
  /** In the order of the alphabet. */
  readonly keywords: readonly string[];
  /** Texts between headings, the first being the abstract. */
  readonly sections: readonly string[];
  /** `authors (year). title. venue`, as they are listed. */
  readonly references: readonly string[];
}

export function read(paper: string): Read {
  const match =
    /^(.+?)\. (.+?)\. (.+?), (\d{4})\. Keywords: (.+?)\. Abstract\. (.+) References\. (.+)\.$/.exec(
      paper,
    );
  if (match === null) throw new Error(`not a paper: ${paper.slice(0, 200)}`);
  const [, title, authors, venue, year, keywords, body, list] = match as unknown as string[];
  return {
    title: title!,
    authors: authors!,
    venue: venue!,
    year: year!,
    keywords: keywords!.split(", ").toSorted(),
    sections: body!.split(/ \d [A-Z][a-z]+\. /),
    references: [...list!.matchAll(/(.+? \(\d{4}\)\. .+?\. .+?)(?:\. |$)/g)].map(([, one]) => one!),
  };
}

/** Whether a sentence that begins and ends in the first 4,000 bytes of `later` cites `earlier`. */
export function cites(later: string, earlier: Read): boolean {
  const sentences = later.slice(0, 4000).split(/(?<=\.) /);
  return sentences.some(
    (sentence) =>
      sentence.endsWith(".") &&
      sentence.includes(`"${earlier.title}"`) &&
      sentence.includes(earlier.authors) &&
      sentence.includes(earlier.year),
  );
}

/** Whether it is in the list of references. */
export const lists = ({ references }: Read, { title, authors, venue, year }: Read): boolean =>
  references.includes(`${authors} (${year}). ${title}. ${venue}`);

export const wordsOf = (text: string): readonly string[] => text.match(/[\w-]+/g) ?? [];
