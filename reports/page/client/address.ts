// The page inlines the source of these functions: they use nothing but their arguments, the browser and each other.

/** What the part of an address behind its `#` says: `#cell-0a1b&task=listops`. */
export interface Address {
  /** The id of a place on the page, or `""`. */
  readonly anchor: string;
  /** Values by filter, none empty. */
  readonly filters: Readonly<Record<string, string>>;
}

/** Reads any text, also what was not written by `writeAddress`. */
export function readAddress(hash: string): Address {
  const parts = hash.replace(/^#/, "").split("&");
  const anchor = parts.find((part) => !part.includes("=")) ?? "";
  const given = new URLSearchParams(parts.filter((part) => part.includes("=")).join("&"));
  return { anchor, filters: Object.fromEntries([...given].filter(([, value]) => value !== "")) };
}

export function writeAddress({ anchor, filters }: Address): string {
  const given = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ""));
  return `#${[anchor, given.toString()].filter((part) => part !== "").join("&")}`;
}
