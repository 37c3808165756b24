import { stripVTControlCharacters } from "node:util";
import type { Interval } from "../records/index.ts";

/** What stands where there is no value. Never 0. */
export const missing = "–";

/** The value as text, or the sign for a missing one. */
export function orMissing<Value>(value: Value | null, format: (value: Value) => string): string {
  return value === null ? missing : format(value);
}

/** A share, 0 to 1, in percent without its sign: `42.1`. */
export function percent(share: number): string {
  return (share * 100).toFixed(1);
}

/** A share, 0 to 1, as a number of percent: of 0.406 it is 40.6, not 40.599999999999994. */
export const inPercent = (share: number | null | undefined): number | null =>
  share == null ? null : Number((100 * share).toPrecision(15));

/** Both ends in percent: `40.9–45.2`. */
export function interval({ low, high }: Interval): string {
  return `${percent(low)}–${percent(high)}`;
}

/** `1`, or where its place is open `1–3`. */
export function places({ low, high }: Interval): string {
  return low === high ? String(low) : `${low}–${high}`;
}

/** Three significant digits, or the whole number if it has more: `1234`, `58.2`, `0.0310`. */
export function significant(value: number): string {
  if (value === 0) return "0";
  return Math.abs(value) >= 99.95 ? value.toFixed(0) : value.toPrecision(3);
}

/** `812`, `1.23 k`, `457 M`. */
export function count(value: number): string {
  const rounded = Number(value.toPrecision(3));
  if (rounded < 1e3) return value.toFixed(0);
  if (rounded < 1e6) return `${significant(rounded / 1e3)} k`;
  if (rounded < 1e9) return `${significant(rounded / 1e6)} M`;
  return `${significant(rounded / 1e9)} G`;
}

/** `812 MiB`, `1.53 GiB`. */
export function bytes(value: number): string {
  const mebibytes = value / 2 ** 20;
  if (mebibytes < 1023.5) return `${significant(mebibytes)} MiB`;
  return `${significant(mebibytes / 2 ** 10)} GiB`;
}

/** From milliseconds: `45.0 ms`, `3.2 s`, `2 min 5 s`, `1 h 3 min`. */
export function duration(ms: number): string {
  if (ms < 999.5) return `${significant(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `block=64, r=2` in the order of the names; `""` for none. */
export function options(values: Readonly<{ [name: string]: unknown }>): string {
  return Object.keys(values)
    .sort()
    .map((name) => `${name}=${optionValue(values[name])}`)
    .join(", ");
}

const optionValue = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** Text from outside on one line, without colours and other orders to a terminal, cut at 300 characters. */
export function oneLine(text: string): string {
  const line = stripVTControlCharacters(text)
    .replace(/[\p{Cc}\p{Bidi_Control}\s]+/gu, " ")
    .trim();
  return line.length <= 300 ? line : `${line.slice(0, 299)}…`;
}

/** An instant, ISO 8601, as `2026-01-02 03:04`, UTC. */
export const minuteOf = (instant: string): string =>
  new Date(instant).toISOString().slice(0, 16).replace("T", " ");
