/** A headless Chromium, driven over a pipe by its DevTools protocol: https://chromedevtools.github.io/devtools-protocol/ */
import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";

/** A page that is open. */
export interface Tab {
  /** What an expression comes to; a promise is waited for. Throws what it throws. */
  readonly evaluate: <Value>(expression: string) => Promise<Value>;
  readonly call: (
    method: string,
    parameters?: object,
  ) => Promise<Readonly<Record<string, unknown>>>;
  /** What the page complained of so far: errors, and all that its policy refused. */
  readonly complaints: readonly string[];
}

export interface Browser {
  /** Opens a file as a reader would from a disk, `width` CSS pixels wide. */
  readonly open: (file: string, look: Look) => Promise<Tab>;
  readonly close: () => Promise<void>;
}

export interface Look {
  readonly width: number;
  readonly theme: "light" | "dark";
  /** Behind the `#`. */
  readonly hash?: string;
}

/** Where it is installed, or `null`. */
export const chromium: string | null =
  ["chromium", "chromium-browser", "google-chrome"]
    .flatMap((name) =>
      (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)),
    )
    .find(isExecutable) ?? null;

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const flags = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  ...["--disable-extensions", "--hide-scrollbars", "--remote-debugging-pipe"],
];

export async function launch(executable: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), "lra-chromium-"));
  const child = spawn(executable, [...flags, `--user-data-dir=${profile}`], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const wire = wireOf(child);
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  return {
    open: (file, look) => openTab(wire, file, look),
    close: async () => {
      await wire.call("Browser.close", {}).catch(() => child.kill());
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly sessionId?: string;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

interface Wire {
  readonly call: (
    method: string,
    params: object,
    sessionId?: string,
  ) => Promise<Readonly<Record<string, unknown>>>;
  readonly listen: (listener: (message: Message) => void) => void;
}

/** Messages are JSON that ends with a zero byte. */
function wireOf(child: ChildProcess): Wire {
  const [input, output] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, (message: Message) => void>();
  const listeners: ((message: Message) => void)[] = [];
  let rest = "";
  let calls = 0;
  output.setEncoding("utf8").on("data", (chunk: string) => {
    const parts = (rest + chunk).split("\0");
    rest = parts.pop()!;
    for (const message of parts.map((part) => JSON.parse(part) as Message)) {
      if (message.id === undefined) for (const listener of listeners) listener(message);
      else waiting.get(message.id)?.(message);
    }
  });
  child.once("close", () => {
    const error = { message: "Chromium has ended" };
    for (const answer of waiting.values()) answer({ error });
  });
  return {
    call: (method, params, sessionId) =>
      new Promise((done, fail) => {
        const id = ++calls;
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error) fail(new Error(`${method}: ${error.message}`));
          else done(result ?? {});
        });
        input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      }),
    listen: (listener) => listeners.push(listener),
  };
}

async function openTab(wire: Wire, file: string, { width, theme, hash = "" }: Look): Promise<Tab> {
  const { targetId } = await wire.call("Target.createTarget", { url: "about:blank" });
  const attached = await wire.call("Target.attachToTarget", { targetId, flatten: true });
  const sessionId = attached.sessionId as string;
  const complaints: string[] = [];
  let loaded: () => void = () => {};
  const load = new Promise<void>((done) => {
    loaded = done;
  });
  wire.listen((message) => {
    if (message.sessionId !== sessionId) return;
    if (message.method === "Page.loadEventFired") loaded();
    const complaint = complaintIn(message);
    if (complaint !== null) complaints.push(complaint);
  });
  const call: Tab["call"] = (method, parameters = {}) => wire.call(method, parameters, sessionId);
  for (const domain of ["Page", "Runtime", "Log"]) await call(`${domain}.enable`);
  const metrics = { width, height: 900, deviceScaleFactor: 1, mobile: width < 600 };
  await call("Emulation.setDeviceMetricsOverride", metrics);
  const features = [{ name: "prefers-color-scheme", value: theme }];
  await call("Emulation.setEmulatedMedia", { features });
  await call("Page.navigate", { url: `${pathToFileURL(file)}${hash}` });
  await load;
  return { call, complaints, evaluate: (expression) => evaluate(call, expression) };
}

async function evaluate<Value>(call: Tab["call"], expression: string): Promise<Value> {
  const { result, exceptionDetails } = (await call("Runtime.evaluate", {
    expression,
    awaitPromise: true,
    returnByValue: true,
  })) as { result: { value: Value }; exceptionDetails?: { exception?: { description?: string } } };
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? expression);
  return result.value;
}

function complaintIn({ method, params }: Message): string | null {
  const { exceptionDetails, entry, type } = (params ?? {}) as {
    exceptionDetails?: { text: string; exception?: { description?: string } };
    entry?: { level: string; text: string };
    type?: string;
  };
  switch (method) {
    case "Runtime.exceptionThrown":
      return exceptionDetails?.exception?.description ?? exceptionDetails?.text ?? "exception";
    case "Runtime.consoleAPICalled":
      return type === "error" || type === "warning" ? JSON.stringify(params) : null;
    case "Log.entryAdded":
      return entry && entry.level !== "info" && entry.level !== "verbose" ? entry.text : null;
    default:
      return null;
  }
}
