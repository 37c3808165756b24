/** A text of at most `most` characters, cut behind a word where it is longer: `no such op…`. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const words = text.slice(0, most + 1).replace(/\s+\S*$/, "");
  return `${words.slice(0, most)}…`;
}
