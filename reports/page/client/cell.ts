/// <reference lib="dom" />
import type * as charts from "../../charts/index.ts";
import type { CellBook } from "../book.ts";

// The page inlines the source of these functions: they use nothing but their arguments, the browser and each other.

/** What makes pictures of a cell. */
export type Painters = Pick<
  typeof charts,
  "breakdownPicture" | "calibrationPicture" | "confusionPicture"
>;

/** An element with what stands in it; texts are texts. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...content);
  return made;
}

/** All that a cell's record says: facts by subject, the pictures of its answers and of its memory. */
export function cellView(painters: Painters, { texts, cells }: CellBook, id: string): Node[] {
  const sheet = cells[id];
  if (!sheet) return [];
  const { title, outcome, subjects, accounts, confusion, reliability } = sheet;
  const pictures = [
    ...(accounts.length > 0 ? [painters.breakdownPicture("", accounts)] : []),
    ...(confusion ? [painters.confusionPicture("", confusion)] : []),
    ...(reliability ? [painters.calibrationPicture("", reliability)] : []),
  ];
  const facts = subjects.map(({ name, facts }) => {
    const pairs = facts.flatMap((text, i) => {
      if (i % 2 === 1) return [];
      const [term, said] = [texts[text] ?? "", texts[facts[i + 1]!] ?? ""];
      return [element("div", {}, element("dt", {}, term), element("dd", {}, said))];
    });
    return element("section", {}, element("h3", {}, name), element("dl", {}, ...pairs));
  });
  const unanswered =
    "Confusion and calibration: the record does not hold which answers were given.";
  return [
    element("h2", { id: "cell-title", tabIndex: -1 }, title),
    element("p", { className: outcome.kind }, outcome.said),
    element("div", { className: "pictures" }, ...pictures.map(figureOf)),
    ...(confusion === null ? [element("p", { className: "faint" }, unanswered)] : []),
    element("div", { className: "subjects" }, ...facts),
  ];
}

/** A figure as `figure` of the page's markup makes it. */
export function figureOf(picture: charts.Picture): HTMLElement {
  const data = element("script", { type: "application/json" }, JSON.stringify(picture));
  const canvas = element("canvas", { role: "img", ariaLabel: picture.title });
  return element(
    "figure",
    {},
    element(
      "figcaption",
      {},
      picture.title,
      element("span", { className: "faint" }, picture.notes.join(" · ")),
    ),
    element("div", { className: "canvas" }, canvas),
    element(
      "details",
      { className: "said" },
      element("summary", {}, "in words"),
      element("ul", {}),
    ),
    data,
  );
}
