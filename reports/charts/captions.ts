/// <reference lib="dom" />
import type { Chart } from "chart.js";
import type { Caption } from "./picture.ts";

/** A rectangle in pixels, y down. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A text of `width` by `height` that belongs to the circle of radius `r` around `x, y`. Pixels. */
export interface Text {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly width: number;
  readonly height: number;
}

// The page inlines the source of these functions: they use nothing but their arguments and each other.

/**
 * A place for each text near its circle: of sixteen directions and four distances, nearer and rightmost first, the one
 * that overlaps least with circles, with texts placed before, with `taken` and with the outside of `area`; never right or
 * left of `area`.
 */
export function placeBeside(texts: readonly Text[], taken: readonly Box[], area: Box): Box[] {
  const overlap = (a: Box, b: Box): number =>
    Math.max(0, Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)) *
    Math.max(0, Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top));
  const circles = texts.map(({ x, y, r }) => ({
    left: x - r,
    top: y - r,
    width: 2 * r,
    height: 2 * r,
  }));
  const turns = [0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 3, 13, 7, 9, 5, 11].map(
    (k) => (Math.PI * k) / 8,
  );

  const placed: Box[] = [];
  for (const [i, { x, y, r, width, height }] of texts.entries()) {
    const obstacles = [...taken, ...placed, ...circles.toSpliced(i, 1)];
    const cost = (box: Box): number =>
      2 * (width * height - overlap(box, area)) +
      obstacles.reduce((sum, other) => sum + overlap(box, other), 0);
    const choices = [6, 26, 52, 84].flatMap((reach) =>
      turns.map((turn) => ({
        left: x + (r + reach) * Math.cos(turn) - (width * (1 - Math.cos(turn))) / 2,
        top: y - (r + reach) * Math.sin(turn) - (height * (1 + Math.sin(turn))) / 2,
        width,
        height,
      })),
    );
    placed.push(choices.reduce((best, box) => (cost(box) < cost(best) - 0.5 ? box : best)));
  }
  const right = area.left + area.width;
  return placed.map((box) => ({
    ...box,
    left: Math.max(area.left, Math.min(box.left, right - box.width)),
  }));
}

/** Places in a column `gap` right of the circles, each as high as its circle as far as the others leave room. */
export function stack(texts: readonly Text[], gap: number, area: Box): Box[] {
  const order = texts.map((_, i) => i).sort((i, j) => texts[i]!.y - texts[j]!.y);
  const tops = texts.map(({ y, height }) => y - height / 2);
  let floor = area.top;
  for (const i of order) {
    tops[i] = Math.max(tops[i]!, floor);
    floor = tops[i]! + texts[i]!.height;
  }
  let ceiling = area.top + area.height;
  for (const i of order.toReversed()) {
    tops[i] = Math.min(tops[i]!, ceiling - texts[i]!.height);
    ceiling = tops[i]!;
  }
  return texts.map(({ x, r, width, height }, i) => ({
    left: x + r + gap,
    top: tops[i]!,
    width,
    height,
  }));
}

/** The text, or as much of its beginning as goes into `most` with an ellipsis. Widths are of `widthOf`. */
export function shortened(text: string, most: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= most) return text;
  const letters = [...text];
  while (letters.length > 1 && widthOf(`${letters.join("")}…`) > most) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/**
 * Writes the captions on a drawn chart, with a line from each to its mark; `ground` is the colour behind them. Many on a narrow
 * chart go without their notes.
 */
export function drawCaptions(chart: Chart, captions: readonly Caption[], ground: string): void {
  const { ctx, chartArea, options } = chart;
  const size = options.font?.size ?? 12;
  const bold = `600 ${size}px ${options.font?.family}`;
  const plain = `400 ${0.85 * size}px ${options.font?.family}`;
  const measure = (font: string, text: string): number => {
    ctx.font = font;
    return ctx.measureText(text).width;
  };

  const isCrowded = captions.length > 8 && chart.width < 600;
  const texts = captions.flatMap((caption) => {
    const mark = chart.getDatasetMeta(caption.dataset).data.at(-1);
    if (!mark) return [];
    const { x, y } = mark;
    const note = isCrowded && caption.side === "beside" ? "" : caption.note;
    const noteWidth = measure(plain, note);
    const most = caption.side === "end" ? chart.width - x - 20 : 0.4 * chart.width;
    const name = shortened(caption.name, most - noteWidth, (text) => measure(bold, `${text} `));
    const nameWidth = measure(bold, `${name} `);
    const width = nameWidth + noteWidth;
    const r = caption.side === "beside" ? Number(mark.options.radius) : 0;
    const color = String(chart.data.datasets[caption.dataset]?.borderColor);
    return [{ ...caption, name, note, x, y, r, width, height: 1.2 * size, nameWidth, color }];
  });
  const of = (side: Caption["side"]) => texts.filter((text) => text.side === side);
  const area = {
    left: chartArea.left,
    top: chartArea.top,
    width: chart.width - chartArea.left,
    height: chartArea.bottom - chartArea.top,
  };
  const above = of("above").map(({ x, y, width, height }) => ({
    left: x + 4,
    top: y - height - 2,
    width,
    height,
  }));
  const boxes = [
    ...above,
    ...placeBeside(of("beside"), above, area),
    ...stack(of("end"), 16, area),
  ];

  ctx.save();
  Object.assign(ctx, { textAlign: "left", textBaseline: "middle", lineJoin: "round" });
  for (const [i, text] of [...of("above"), ...of("beside"), ...of("end")].entries()) {
    const { left, top, width, height } = boxes[i]!;
    const middle = top + height / 2;
    const nearX = Math.max(left - 3, Math.min(text.x, left + width));
    const nearY = Math.max(top, Math.min(text.y, top + height));
    const end = text.side === "end" ? { x: left - 3, y: middle } : { x: nearX, y: nearY };
    const distance = Math.hypot(end.x - text.x, end.y - text.y);
    if (text.side !== "above" && distance > text.r + 10) {
      Object.assign(ctx, { strokeStyle: text.color, lineWidth: 1 });
      ctx.beginPath();
      ctx.moveTo(
        text.x + ((end.x - text.x) * text.r) / distance,
        text.y + ((end.y - text.y) * text.r) / distance,
      );
      ctx.lineTo(end.x, end.y);
      ctx.stroke();
    }
    const write = (words: string, font: string, x: number): void => {
      Object.assign(ctx, { font, strokeStyle: ground, lineWidth: 4, fillStyle: options.color });
      ctx.strokeText(words, x, middle);
      ctx.fillText(words, x, middle);
    };
    write(text.name, bold, left);
    write(text.note, plain, left + text.nameWidth);
  }
  ctx.restore();
}

/** Pixels for captions of side `end` right of a chart `width` wide, at a font of `size` pixels, as drawCaptions takes them: at most two fifths. */
export function roomFor(captions: readonly Caption[], size: number, width: number): number {
  const ends = captions.filter(({ side }) => side === "end");
  const letters = ({ name, note }: Caption) => name.length + 1 + 0.85 * note.length;
  return Math.min(0.4 * width, Math.max(0, ...ends.map((end) => 0.62 * size * letters(end) + 20)));
}
