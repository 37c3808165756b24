import { closing, firstDigit, firstOperator, isDigit, isOperator } from "./vocabulary.ts";

/** Of the digits `values[start]` to `values[end - 1]`, at least one, makes one digit. May reorder them. */
type Operator = (values: Uint8Array, start: number, end: number) => number;

/** In the order of their ids: [MIN, [MAX, [MED, [SM. */
export const operators: readonly Operator[] = [min, max, median, sumModulo10];

function min(values: Uint8Array, start: number, end: number): number {
  let least = 9;
  for (let i = start; i < end; i++) if (values[i]! < least) least = values[i]!;
  return least;
}

function max(values: Uint8Array, start: number, end: number): number {
  let most = 0;
  for (let i = start; i < end; i++) if (values[i]! > most) most = values[i]!;
  return most;
}

/** The middle value; of an even count the mean of the middle two, truncated. */
function median(values: Uint8Array, start: number, end: number): number {
  sort(values, start, end);
  return (values[(start + end - 1) >> 1]! + values[(start + end) >> 1]!) >> 1;
}

function sumModulo10(values: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i]!;
  return sum % 10;
}

/** By insertion: there are few values. */
function sort(values: Uint8Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > start && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
}

/**
 * The value of an expression.
 * Throws, naming the token by its number from 1, where the tokens are not one whole expression.
 */
export function evaluate(tokens: Uint8Array): number {
  const values = new Uint8Array(tokens.length);
  const open: { readonly operator: Operator; readonly start: number }[] = [];
  let count = 0;
  for (let i = 0; i < tokens.length; i++) {
    const id = tokens[i]!;
    if (i > 0 && open.length === 0) throw new Error(`it ends before token ${i + 1}`);
    if (isDigit(id)) values[count++] = id - firstDigit;
    else if (isOperator(id)) open.push({ operator: operators[id - firstOperator]!, start: count });
    else if (id === closing) {
      const last = open.pop();
      if (last === undefined) throw new Error(`"]" at token ${i + 1} closes nothing`);
      const { operator, start } = last;
      if (start === count) throw new Error(`the operator closed at token ${i + 1} has no values`);
      values[start] = operator(values, start, count);
      count = start + 1;
    } else throw new Error(`token ${i + 1} has id ${id}`);
  }
  if (open.length > 0) throw new Error(`operators left open: ${open.length}`);
  if (count === 0) throw new Error("it is empty");
  return values[0]!;
}
