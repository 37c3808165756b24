/** An element with its attributes and what is inside it, which must be XML already; texts without control characters. */
export function element(
  name: string,
  attributes: Readonly<{ [name: string]: string | number }>,
  content: readonly string[] = [],
): string {
  const given = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${text(String(value))}"`,
  );
  const inside = content.join("");
  return inside === ""
    ? `<${name}${given.join("")}/>\n`
    : `<${name}${given.join("")}>${inside}</${name}>\n`;
}

/** Text as content or in an attribute. What XML 1.0 has no place for is shown as U+FFFD. */
export function text(given: string): string {
  return given
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/[&<>"'\t\n\r]/g, (character: string) => `&#${character.charCodeAt(0)};`);
}
