import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** The TypeScript files below a folder, or the file itself; paths from the repository's root. */
export function sourceFiles(place: string): readonly string[] {
  if (place.endsWith(".ts")) return existsSync(place) ? [place] : [];
  return readdirSync(place, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(place, file))
    .sort();
}

/** One import or re-export of a file, static or dynamic. */
export interface Import {
  /** A path from the repository's root, or a package's name. */
  readonly target: string;
  readonly isLocal: boolean;
  /** Whether it is gone after compilation. */
  readonly isTypeOnly: boolean;
}

/** What a file imports, type imports and dynamic ones too. */
export function importsOf(file: string): readonly Import[] {
  const text = withoutComments(readFileSync(file, "utf8"));
  const statements = [...text.matchAll(/^(?:import|export)\b([^;"]*?\bfrom\s*|\s*)"([^"]+)"/gm)];
  const calls = [...text.matchAll(/\bimport\(\s*"([^"]+)"\s*\)/g)];
  return [
    ...statements.map(([, clause, from]) => importOf(file, from!, isOfTypes(clause!))),
    ...calls.map(([, from]) => importOf(file, from!, false)),
  ];
}

/** The text of a file without its comments, as far as a pattern can tell. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");

function importOf(file: string, from: string, isTypeOnly: boolean): Import {
  const isLocal = from.startsWith(".");
  return { target: isLocal ? normalize(join(dirname(file), from)) : from, isLocal, isTypeOnly };
}

/** `type { A }`, or braces in which every name has its own `type`. */
function isOfTypes(clause: string): boolean {
  if (/^\s*type\b/.test(clause)) return true;
  const names = /^\s*\{([^}]*)\}/.exec(clause)?.[1];
  if (names === undefined) return false;
  const listed = names.split(",").filter((name) => name.trim() !== "");
  return listed.every((name) => /^\s*type\s/.test(name));
}
