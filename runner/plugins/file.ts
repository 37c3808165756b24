/** Variants that are files: modules that export one, and ONNX models that only answer. Nothing is loaded here. */
import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { extname } from "node:path";
import type { Cell } from "../../records/index.ts";
import { UsageError } from "../../records/index.ts";

const modules: readonly string[] = [".js", ".mjs"];
const model = ".onnx";

/** Larger files are refused unread. */
const mostBytes = 2 ** 30;

/** Whether a variant's name is the path of a file: it begins with `./`, `../` or `/`, or ends as one. */
export const isPath = (name: string): boolean =>
  /^\.{0,2}\//.test(name) || [...modules, model].includes(extname(name));

/** Whether it is the path of an ONNX model. */
export const isModel = (name: string): boolean => extname(name) === model;

/** Whether it is the path of a module, or of what should be one. */
export const isModule = (name: string): boolean => isPath(name) && !isModel(name);

/**
 * SHA-256 of the file behind a variant's path, hexadecimal. Throws a UsageError where it is no file, too large, or neither
 * module nor model.
 */
export function fingerprintOf(path: string): string {
  if (![...modules, model].includes(extname(path))) {
    throw fault(path, `need a file that ends in .js, .mjs or .onnx: got "${extname(path)}"`);
  }
  return orRefuse(path, () => {
    const stats = statSync(path);
    if (!stats.isFile()) {
      throw fault(
        path,
        `must be a file: got a ${stats.isDirectory() ? "folder" : "device or pipe"}`,
      );
    }
    if (stats.size > mostBytes) throw tooLarge(path, stats.size);
    return digest(path);
  });
}

/** The content of a cell's file. Throws a UsageError where it is not what was planned. */
export function readPlanned({ variant: path, variantSha256 }: Omit<Cell, "id">): Uint8Array {
  const bytes = orRefuse(path, () => readFileSync(path));
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found === variantSha256) return bytes;
  throw new UsageError(
    `variant ${path}: must be the file that was planned, SHA-256 ${variantSha256?.slice(0, 12)}…: got ${found.slice(0, 12)}…. Run it anew.`,
  );
}

/** Piece by piece: a model may be as large as the memory that is free. */
function digest(path: string): string {
  const hash = createHash("sha256");
  const piece = Buffer.alloc(2 ** 20);
  const file = openSync(path, "r");
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      hash.update(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}

function orRefuse<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(path, `must be a file that can be read: got ${reason}`);
  }
}

const tooLarge = (path: string, bytes: number): UsageError =>
  new UsageError(
    `variant ${path}: must have at most 1 GiB: got ${bytes} bytes. Choose a smaller one.`,
  );

const fault = (path: string, what: string): UsageError =>
  new UsageError(`variant ${path}: ${what}. Check the path.`);
