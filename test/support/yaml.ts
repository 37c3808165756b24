/** What the YAML of workflows comes to. */
export type Yaml = string | readonly Yaml[] | { readonly [key: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
}

/**
 * Reads the part of YAML that our workflows are written in: maps, lists, `[a, b]`, block texts and plain or quoted ones.
 * Throws where it is anything else, or a key comes twice.
 */
export function parseYaml(text: string): Yaml {
  const lines = text.split("\n").map((line) => ({
    indent: line.length - line.trimStart().length,
    text: line.trim(),
  }));
  if (/\t/.test(text)) throw new Error("a tab");
  const reader = { lines, at: 0 };
  const value = parseNode(reader, 0);
  skipBlank(reader);
  if (reader.at < lines.length) throw new Error(`line ${reader.at + 1}: not read`);
  return value;
}

interface Reader {
  readonly lines: Line[];
  at: number;
}

function skipBlank(reader: Reader): void {
  while (reader.at < reader.lines.length && /^(#.*)?$/.test(reader.lines[reader.at]!.text))
    reader.at++;
}

function parseNode(reader: Reader, indent: number): Yaml {
  skipBlank(reader);
  return reader.lines[reader.at]?.text.startsWith("- ")
    ? parseList(reader, indent)
    : parseMap(reader, indent);
}

function parseList(reader: Reader, indent: number): Yaml {
  const items: Yaml[] = [];
  for (;;) {
    skipBlank(reader);
    const line = reader.lines[reader.at];
    if (!line || line.indent < indent) return items;
    if (line.indent !== indent || !line.text.startsWith("- ")) fail(reader);
    reader.lines[reader.at] = { indent: indent + 2, text: line.text.slice(2) };
    items.push(
      /^[.\w-]+:( |$)/.test(line.text.slice(2))
        ? parseMap(reader, indent + 2)
        : scalar(reader.lines[reader.at++]!.text),
    );
  }
}

function parseMap(reader: Reader, indent: number): Yaml {
  const map = new Map<string, Yaml>();
  for (;;) {
    skipBlank(reader);
    const line = reader.lines[reader.at];
    if (!line || line.indent < indent) return Object.fromEntries(map);
    const [, key, rest] = /^([.\w-]+):(?: (.*))?$/.exec(line.text) ?? [];
    if (line.indent !== indent || key === undefined || map.has(key)) fail(reader);
    reader.at++;
    map.set(key!, parseValue(reader, indent, rest ?? ""));
  }
}

function parseValue(reader: Reader, indent: number, rest: string): Yaml {
  if (rest === "|" || rest === ">-") return blockText(reader, indent, rest === "|" ? "\n" : " ");
  if (rest !== "") return scalar(rest);
  skipBlank(reader);
  const next = reader.lines[reader.at];
  return next && next.indent > indent ? parseNode(reader, next.indent) : "";
}

function blockText(reader: Reader, indent: number, glue: string): string {
  const first = reader.lines[reader.at]!.indent;
  const lines: string[] = [];
  for (; reader.at < reader.lines.length; reader.at++) {
    const { text, indent: own } = reader.lines[reader.at]!;
    if (text !== "" && own <= indent) break;
    lines.push(text === "" ? "" : " ".repeat(own - first) + text);
  }
  return lines.join(glue).trimEnd();
}

function scalar(text: string): Yaml {
  const list = /^\[(.*)\]$/.exec(text)?.[1];
  if (list !== undefined) return list.split(",").map((item) => scalar(item.trim()));
  const quoted = /^"([^"\\]*)"$/.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  if (/^["'{&*!|>%@`]|: | #/.test(text)) throw new Error(`not plain: ${text}`);
  return text;
}

function fail({ lines, at }: Reader): never {
  throw new Error(`line ${at + 1}: "${lines[at]!.text}" does not stand where it can`);
}
