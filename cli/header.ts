import { existsSync, readFileSync } from "node:fs";
import { isPath } from "../runner/index.ts";

/** What the header of a variant's file says. */
export interface Header {
  /** What it begins with, as written, line by line. */
  readonly equation: string;
  /**
   * The other paragraphs in their order, each on one line: letters, exact limit, deviations, defects avoided. An equation
   * among them is as written, indented.
   */
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
  const firstText = blocks.findIndex((block) => !isEquation(block));
  const start = firstText < 0 ? blocks.length : firstText;
  return {
    equation: blocks.slice(0, start).map(withoutIndent).join("\n\n"),
    paragraphs: blocks
      .slice(start)
      .map((block) => (isEquation(block) ? block : block.replaceAll(/\s*\n\s*/g, " ").trim())),
  };
}

const indent = "    ";

/** Whether a paragraph is an equation. */
export const isEquation = (block: string): boolean => block.startsWith(indent);

/** The lines of an equation, without what shows that it is one. */
export const withoutIndent = (block: string): string =>
  block.replaceAll(new RegExp(`^${indent}`, "gm"), "");
