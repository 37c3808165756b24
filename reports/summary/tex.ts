import { oneLine } from "../format.ts";

/** Text from outside as LaTeX sets it: no command, no end of a cell or a line, nothing that `\\` would take as its option. */
export const tex = (text: string): string =>
  oneLine(text).replace(/[\\{}$&#^_~%<>|[\]*"±−–·×→²α]/g, (sign) => signs[sign]!);

const signs: { readonly [sign: string]: string } = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  "^": "\\textasciicircum{}",
  _: "\\_",
  "~": "\\textasciitilde{}",
  "%": "\\%",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  "[": "{[}",
  "]": "{]}",
  "*": "{*}",
  '"': "{\\char34}",
  "±": "$\\pm$",
  "−": "$-$",
  "–": "--",
  "·": "$\\cdot$",
  "×": "$\\times$",
  "→": "$\\to$",
  α: "$\\alpha$",
  "²": "\\textsuperscript{2}",
};
