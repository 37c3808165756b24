import { names } from "../model/index.ts";
import { type Values, vector } from "./feeds.ts";
import { fetchNumbers } from "./fetch.ts";
import { type Feeds, type Handle, isHandle, release, type SessionOptions } from "./session.ts";

/** What training hands from run to run: numbers at first, then what the last run left, where it left it. */
export interface Held {
  feeds(): Feeds;
  /** In the host's memory. */
  numbers(name: string): Promise<Float32Array>;
  /** These numbers in place of what has this name. */
  put(name: string, numbers: Float32Array): void;
  /** What a run left in place of what it was fed, which is given back. */
  take(results: Results): void;
  /** What a run left is given back. */
  drop(results: Results): void;
  close(): void;
}

type Results = Readonly<Record<string, Handle>>;

export function hold(first: Values, where: Pick<SessionOptions, "device" | "threads">): Held {
  const kept = Object.keys(first);
  const left = (results: Results) => kept.map((name) => results[names.next(name)]!);
  let held: Feeds = first;
  let handles: readonly Handle[] = [];
  return {
    feeds: () => held,
    async numbers(name) {
      const value = held[name]!;
      return isHandle(value) ? await fetchNumbers(value, where) : (value.data as Float32Array);
    },
    put(name, numbers) {
      held = { ...held, [name]: vector(numbers) };
    },
    take(results) {
      handles.forEach(release);
      handles = left(results);
      held = Object.fromEntries(kept.map((name, i) => [name, handles[i]!]));
    },
    drop: (results) => left(results).forEach(release),
    close: () => handles.forEach(release),
  };
}
