import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** What a module threw, on one line, with the line of its file where that is known: `TypeError: no (line 12)`. */
export function told(error: unknown, path: string): string {
  if (!(error instanceof Error)) return String(error).replace(/\s+/g, " ");
  const { href } = pathToFileURL(resolve(path));
  const line = Number.parseInt(error.stack?.split(`${href}:`)[1] ?? "", 10);
  const place = Number.isNaN(line) ? "" : ` (line ${line})`;
  return `${error.name}: ${error.message.replace(/\s+/g, " ").replace(/\.$/, "")}${place}`;
}
