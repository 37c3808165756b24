/** One family of an exposition. */
export interface Family {
  readonly type: string;
  readonly unit: string | null;
  readonly samples: {
    readonly labels: Readonly<{ [name: string]: string }>;
    readonly value: number;
  }[];
}

const label = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"`;
const descriptor = /^# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/;
const sample = new RegExp(
  String.raw`^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:${label}(?:,${label})*)?)\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$`,
);

/** Reads OpenMetrics 1.0 text of gauges, and throws where the grammar or a rule of the specification is broken. */
export function parseOpenMetrics(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith("\n# EOF\n")) throw new Error("must end with # EOF");
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let current = "";
  for (const line of text.slice(0, -"# EOF\n".length).split("\n").slice(0, -1)) {
    const [, kind, name, rest] = descriptor.exec(line) ?? [];
    if (kind === "TYPE") {
      if (families.has(name!)) throw new Error(`${name}: a family must stand in one place`);
      families.set(name!, { type: rest!, unit: null, samples: [] });
      current = name!;
    } else if (kind === "UNIT") {
      if (name !== current || !name.endsWith(`_${rest}`)) throw new Error(`unit of ${name}`);
      families.set(current, { ...families.get(current)!, unit: rest! });
    } else if (kind === "HELP") {
      if (name !== current) throw new Error(`help of ${name}`);
    } else {
      const [, of, labels = "", value] = sample.exec(line) ?? [];
      if (of === undefined || of !== current)
        throw new Error(`not a sample of ${current}: ${line}`);
      if (seen.has(`${of} ${labels}`)) throw new Error(`told twice: ${line}`);
      seen.add(`${of} ${labels}`);
      families.get(of)!.samples.push({ labels: labelsIn(labels), value: Number(value) });
    }
  }
  return families;
}

const labelsIn = (text: string): { [name: string]: string } =>
  Object.fromEntries(
    [...text.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => [
      name!,
      value!.replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c)),
    ]),
  );
