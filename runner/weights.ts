/** Trained weights on the disk, so that they outlive their run: one file a cell, beside the records. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { tryFolder } from "../data/index.ts";
import { sizeOf } from "../graph/index.ts";
import type { Slot, Step } from "../model/index.ts";
import { replaceFile, UsageError } from "../records/index.ts";
import type { Weights } from "./feeds.ts";

/** Where a results folder has its weights. */
export const weightsFolder = (results: string): string => join(results, "weights");

/** The file of a cell's weights in that folder. */
export const weightsFile = (folder: string, cellId: string): string =>
  join(folder, `${cellId}.f32`);

/**
 * Writes a cell's weights: float32, little-endian, parameters before states, as the graph's vectors have them. The file
 * is there whole or not at all. Throws UsageError where it cannot be written.
 */
export function saveWeights(folder: string, cellId: string, { parameters, states }: Weights): void {
  const file = weightsFile(folder, cellId);
  try {
    mkdirSync(folder, { recursive: true });
    replaceFile(file, bytesOfAll({ parameters, states }));
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** SHA-256 of what the file of these weights holds. */
export const weightsFingerprint = (weights: Weights): string => sha256(bytesOfAll(weights));

/** As the graph's vectors have them. */
const bytesOfAll = ({ parameters, states }: Weights): Buffer =>
  Buffer.concat((states ? [parameters, states] : [parameters]).map(bytesOf));

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/**
 * Throws UsageError where a folder of weights is there and takes none. One that is not there is made with the first weights,
 * beside records that could be written.
 */
export function requireWeightsFolder(folder: string): void {
  if (!existsSync(folder)) return;
  try {
    tryFolder(folder);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function unwritable(path: string, error: unknown): UsageError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UsageError(
    `${path}: must be writable: got ${reason}. Make room there, or leave weights out: --no-weights.`,
  );
}

/** The file of a cell's weights. Throws UsageError where there is none. */
export function requireWeights(folder: string, cellId: string): string {
  const file = weightsFile(folder, cellId);
  if (existsSync(file)) return file;
  throw new UsageError(
    `cell ${cellId}: must have its weights in ${file}: got no such file. It ran with --no-weights, or elsewhere: run it again, or choose another cell.`,
  );
}

/**
 * The weights in a file, for a model that has these slots. Throws UsageError where they are not whole, or not those of the
 * `fingerprint`, if it is known.
 */
export function readWeights(
  file: string,
  { parameters, states }: Pick<Step, "parameters" | "states">,
  fingerprint?: string,
): Weights {
  const [ofParameters, ofStates] = [countOf(parameters), countOf(states)];
  const numbers = new Float32Array(ofParameters + ofStates);
  const { size } = statSync(file);
  if (size !== numbers.byteLength) {
    throw new UsageError(
      `${file}: must have ${numbers.byteLength} bytes, 4 for each number of its model: got ${size}. Run the cell again.`,
    );
  }
  const bytes = readFileSync(file);
  if (fingerprint !== undefined && sha256(bytes) !== fingerprint) {
    throw new UsageError(
      `${file}: must hold the weights that its cell ended with: got others. Run the cell again.`,
    );
  }
  bytesOf(numbers).set(bytes);
  return {
    parameters: numbers.subarray(0, ofParameters),
    states: states.length > 0 ? numbers.subarray(ofParameters) : null,
  };
}

const countOf = (slots: readonly Slot[]): number =>
  slots.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
