import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { firstProblem, StoreError, systemReason } from "./errors.ts";
import { replaceFile } from "./replace.ts";

/** The file beside the records that holds what people said of them, one a line. */
export const annotationsFile = "annotations.jsonl";

/** Raised when a program that reads the older lines would misread the newer ones. */
const annotationVersion = 1;

const text = z.string().trim().min(1);

export const annotationSchema = z.strictObject({
  formatVersion: z.literal(annotationVersion),
  /** The beginning of a cell's id, or `task/variant/measure`, of which parts may be left out or `*`. */
  cell: text,
  /** Of the first night of the level that is accepted. */
  commit: text,
  note: text,
  /** ISO 8601, UTC. */
  annotatedAt: z.iso.datetime(),
});
/** A change of level that someone accepts, and why. */
export type Annotation = z.infer<typeof annotationSchema>;

/** Those of a folder, first one first; none where there is no file. Throws StoreError. */
export function readAnnotations(folder: string): readonly Annotation[] {
  const file = join(folder, annotationsFile);
  if (!existsSync(file)) return [];
  const lines = textOf(file).split("\n");
  if (lines.pop() !== "") {
    throw new StoreError(`${file}: must end with a newline: its last line is cut. ${repair}`);
  }
  return lines.map((line, i) => parse(line, `annotation ${i + 1} of ${file}`));
}

/**
 * Adds one and gives it back as it was written, or adds none where the folder cannot be written. One writer at a time.
 * Throws StoreError.
 */
export function addAnnotation(
  folder: string,
  annotation: Omit<Annotation, "formatVersion">,
): Annotation {
  const whole = annotationSchema.parse({ formatVersion: annotationVersion, ...annotation });
  write(folder, [...readAnnotations(folder), whole]);
  return whole;
}

/**
 * Takes one out by its number, from 1, and gives it back; `null` where there is none of that number. Throws
 * StoreError.
 */
export function removeAnnotation(folder: string, number: number): Annotation | null {
  const all = readAnnotations(folder);
  const removed = all[number - 1];
  if (removed === undefined) return null;
  write(folder, all.toSpliced(number - 1, 1));
  return removed;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new StoreError(`${file}: must be readable: got ${systemReason(error)}. ${repair}`);
  }
}

function parse(line: string, where: string): Annotation {
  const value = json(line, where);
  const version = versionOf(value);
  if (version > annotationVersion) {
    throw new StoreError(
      `${where}: version ${version} is newer than this program (${annotationVersion}). Update lra, or remove that line.`,
    );
  }
  const { data, error } = annotationSchema.safeParse(value);
  if (error) throw new StoreError(`${where}: ${firstProblem(error)}. ${repair}`);
  return data;
}

function json(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new StoreError(`${where}: must be JSON: ${systemReason(error)}. ${repair}`);
  }
}

const versionOf = (value: unknown): number =>
  z.object({ formatVersion: z.number() }).safeParse(value).data?.formatVersion ?? 0;

const repair = "Repair or delete that line; what it accepted is then told again.";

function write(folder: string, annotations: readonly Annotation[]): void {
  const lines = annotations.map((annotation) => `${JSON.stringify(annotation)}\n`);
  try {
    replaceFile(join(folder, annotationsFile), lines.join(""));
  } catch (error) {
    throw new StoreError(
      `${folder}: must be a folder that can be written: got ${systemReason(error)}. Make room there, or choose another folder.`,
      { cause: error },
    );
  }
}
