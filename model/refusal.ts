/** Why a variant cannot run in a model, and which value of an option would do. */
import { type ModelSpec, multipleOf, sizeOfModel, tokensOf } from "./network.ts";

/** Why the variant cannot run in this model, in one line; `null` when it can. */
export function refusal(spec: ModelSpec): string | null {
  return tooMuchPadding(spec) ?? ownRefusal(spec);
}

const ownRefusal = (spec: ModelSpec): string | null =>
  spec.variant.refuses?.(spec.options, sizeOfModel(spec), tokensOf(spec)) ?? null;

/** Options that make a sequence more than twice as long as it is are a mistake: which one, and what would do. */
function tooMuchPadding(spec: ModelSpec): string | null {
  if (!isTooLong(spec)) return null;
  const [multiple, tokens] = [multipleOf(spec), tokensOf(spec)];
  const causes = causesOf(spec);
  const [cause] = causes;
  if (!cause) {
    return `multipleOf: need at most ${2 * tokens}, twice the tokens of a sequence: got ${multiple}. Give less, or take longer sequences.`;
  }
  const fitting = causes
    .flatMap(({ smaller }) => smaller)
    .find((change) => !isTooLong(change.spec) && ownRefusal(change.spec) === null);
  return (
    `${cause.name}: sequences are padded to a multiple of ${multiple} tokens, which must be at most twice their own ` +
    `${tokens}: got ${cause.value}. ${advice(cause, fitting)}`
  );
}

const isTooLong = (spec: ModelSpec): boolean => multipleOf(spec) > 2 * tokensOf(spec);

function advice(cause: Cause, fitting: Change | undefined): string {
  if (!fitting) return "Take longer sequences.";
  return fitting.name === cause.name
    ? `Use ${fitting.value}.`
    : `Use ${fitting.name}=${fitting.value}, or longer sequences.`;
}

/** An option of which smaller values pad less, the largest of them first. */
interface Cause {
  readonly name: string;
  readonly value: number;
  readonly smaller: readonly Change[];
}

/** The model with another value of one option. */
interface Change {
  readonly name: string;
  readonly value: number;
  readonly spec: ModelSpec;
}

/** Those that were set before those at their default; among these, those that pad most first. */
function causesOf(spec: ModelSpec): readonly Cause[] {
  const defaults = optionsOf(spec.variant.options.parse({}));
  const isDefault = ({ name, value }: Cause) => Number(defaults[name] === value);
  const least = ({ smaller }: Cause) => multipleOf(smaller.at(-1)!.spec);
  return Object.entries(optionsOf(spec.options))
    .flatMap(([name, value]) =>
      typeof value === "number" ? { name, value, smaller: smallerOf(spec, name, value) } : [],
    )
    .filter(({ smaller }) => smaller.length > 0)
    .sort((a, b) => isDefault(a) - isDefault(b) || least(a) - least(b));
}

/** The powers of two and the number of tokens, where they are valid and pad less. */
function smallerOf(spec: ModelSpec, name: string, most: number): readonly Change[] {
  const powers = Array.from({ length: 17 }, (_, i) => 2 ** i);
  return [...powers, tokensOf(spec)]
    .filter((value) => value < most)
    .sort((a, b) => b - a)
    .flatMap((value) => {
      const { data: options } = spec.variant.options.safeParse({
        ...optionsOf(spec.options),
        [name]: value,
      });
      return options === undefined ? [] : { name, value, spec: { ...spec, options } };
    })
    .filter((change) => multipleOf(change.spec) < multipleOf(spec));
}

const optionsOf = (options: unknown) => options as Readonly<Record<string, unknown>>;
