import { existsSync, readFileSync } from "node:fs";
import { isPath } from "../runner/index.ts";

/** What the header of a variant's file says. */
export interface Header {
  /** As written, line by line. */
  readonly equation: string;
  /** The other paragraphs, each on one line: letters, exact limit, deviations, defects avoided. */
  readonly paragraphs: readonly string[];
}

/** Reads the doc comment that a variant's file begins with, be it a name or a path; compiled files keep it. */
export function readHeader(variant: string): Header {
  if (isPath(variant)) return parseHeader(readFileSync(variant, "utf8"));
  const [source, compiled] = ["ts", "js"].map(
    (extension) => new URL(`../variants/${variant}.${extension}`, import.meta.url),
  );
  return parseHeader(readFileSync(existsSync(source!) ? source! : compiled!, "utf8"));
}

export function parseHeader(file: string): Header {
  const comment = /^\/\*\*\n(.*?)\n \*\/\n/s.exec(file)?.[1] ?? "";
  const text = comment.replace(/^ \* ?/gm, "");
  const [, ...blocks] = text.split(/\n\s*\n/);
  const isEquation = (block: string) => block.startsWith(indent);
  return {
    equation: blocks
      .filter(isEquation)
      .map((block) => block.replaceAll(new RegExp(`^${indent}`, "gm"), ""))
      .join("\n\n"),
    paragraphs: blocks
      .filter((block) => !isEquation(block))
      .map((block) => block.replaceAll(/\s*\n\s*/g, " ").trim()),
  };
}

const indent = "    ";
