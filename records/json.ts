import { z } from "zod";

type Json = z.core.util.JSONType;

/** Options and settings by name. One check for all that is in them: a schema for each value takes ten times as long. */
export const jsonObject = z.custom<{ [name: string]: Json }>(
  (value) => isJsonObject(value),
  "must be an object of JSON values",
);

const isJsonObject = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every(isJson);

const isJson = (value: unknown): boolean =>
  value === null ||
  typeof value === "string" ||
  typeof value === "boolean" ||
  Number.isFinite(value) ||
  (Array.isArray(value) ? value.every(isJson) : isJsonObject(value));

/** The same JSON in ASCII alone, which is read faster: whatever lies beyond stands as an escape. */
export const asciiJson = (json: string): string =>
  json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
