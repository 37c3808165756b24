/** An element of a document, with what is inside it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<{ [name: string]: string }>;
  readonly children: (XmlElement | string)[];
}

const token =
  /<\?xml [^?]*\?>|<\/([\w-]+)>|<([\w-]+)((?: [\w-]+="[^"<&]*(?:&#\d+;[^"<&]*)*")*)(\/?)>|([^<]+)/gy;
const allowed = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

/** Reads the XML that we write, and throws where it is not well-formed. Entities are decimal references. */
export function parseXml(text: string): XmlElement {
  if (!allowed.test(text)) throw new Error("a character that XML 1.0 has no place for");
  const root: XmlElement = { name: "", attributes: {}, children: [] };
  const open = [root];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (!found) throw new Error(`not well-formed at ${text.slice(at, at + 60)}`);
    const [, closed, opened, attributes, isEmpty, content] = found;
    if (closed !== undefined) {
      if (open.pop()!.name !== closed) throw new Error(`</${closed}> closes another element`);
    } else if (opened !== undefined) {
      const child = { name: opened, attributes: attributesIn(attributes!), children: [] };
      open.at(-1)!.children.push(child);
      if (!isEmpty) open.push(child);
    } else if (content !== undefined) open.at(-1)!.children.push(decoded(content));
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)!.name}> is not closed`);
  return childrenOf(root)[0]!;
}

/** Its elements. */
export const childrenOf = ({ children }: XmlElement): readonly XmlElement[] =>
  children.filter((child) => typeof child !== "string");

const attributesIn = (text: string): XmlElement["attributes"] =>
  Object.fromEntries(
    [...text.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, decoded(value!)]),
  );

function decoded(text: string): string {
  if (/&(?!#\d+;)/.test(text)) throw new Error(`a bare & in ${text}`);
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}
