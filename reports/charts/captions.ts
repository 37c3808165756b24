import type { Chart } from "chart.js";
import type { Caption } from "./picture.ts";

/** A rectangle in pixels, y down. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A circle in pixels that a text of `width` by `height` is to stand beside. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly width: number;
  readonly height: number;
  readonly side: Caption["side"];
}

// The page inlines the source of these two functions: they use nothing but their arguments and each other.

/**
 * A place for each text: of the sides of its circle, and of rows further up and down, the first that overlaps least
 * with circles, with texts placed before and with the outside of `area`.
 */
export function placeCaptions(anchors: readonly Anchor[], area: Box): Box[] {
  const overlap = (a: Box, b: Box): number =>
    Math.max(0, Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)) *
    Math.max(0, Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top));
  const circles = anchors.map(({ x, y, r }) => ({
    left: x - r,
    top: y - r,
    width: 2 * r,
    height: 2 * r,
  }));

  const placed: Box[] = [];
  for (const [i, { x, y, r, width, height, side }] of anchors.entries()) {
    const gap = 6;
    const diagonal = r * Math.SQRT1_2 + gap / 2;
    const at = (left: number, middle: number): Box => ({
      left,
      top: middle - height / 2,
      width,
      height,
    });
    const right = x + r + gap;
    const left = x - r - gap - width;
    const above = y - r - gap / 2 - height / 2;
    const below = y + r + gap / 2 + height / 2;
    const beside = [at(right, y), at(left, y), at(x - width / 2, above), at(x - width / 2, below)];
    const corners = [-1, 1].flatMap((v) => [
      at(x + diagonal, y + v * (diagonal + height / 2)),
      at(x - diagonal - width, y + v * (diagonal + height / 2)),
    ]);
    const shifted = [1, -1, 2, -2, 3, -3, 4, -4].map((k) => at(right, y + (k * height) / 2));
    const choices = {
      beside: [...beside, ...corners, ...shifted],
      above: [...corners, ...beside],
      end: [at(right, y), ...shifted],
    }[side];

    const cost = (box: Box): number =>
      placed.reduce((sum, other) => sum + overlap(box, other), 0) +
      circles.reduce((sum, other, j) => sum + (j === i ? 0 : overlap(box, other)), 0) +
      2 * (width * height - overlap(box, area));
    placed.push(choices.reduce((best, box) => (cost(box) < cost(best) - 0.5 ? box : best)));
  }
  return placed;
}

/** Writes the captions on a drawn chart, each with a halo of `halo`, the colour of the ground. */
export function drawCaptions(chart: Chart, captions: readonly Caption[], halo: string): void {
  const { ctx, chartArea, options } = chart;
  const size = options.font?.size ?? 12;
  const bold = `600 ${size}px ${options.font?.family}`;
  const plain = `400 ${0.85 * size}px ${options.font?.family}`;
  const widthOf = (font: string, text: string): number => {
    ctx.font = font;
    return ctx.measureText(text).width;
  };

  const texts = captions.flatMap((caption) => {
    const point = chart.getDatasetMeta(caption.dataset).data.at(-1);
    if (!point || !chart.isDatasetVisible(caption.dataset)) return [];
    const nameWidth = widthOf(bold, `${caption.name} `);
    const width = nameWidth + widthOf(plain, caption.note);
    const r = caption.side === "beside" ? Number(point.options.radius) : 0;
    return [{ ...caption, nameWidth, x: point.x, y: point.y, r, width, height: 1.2 * size }];
  });
  const boxes = placeCaptions(texts, {
    left: chartArea.left,
    top: chartArea.top,
    width: chart.width - chartArea.left,
    height: chartArea.bottom - chartArea.top,
  });

  ctx.save();
  Object.assign(ctx, { textAlign: "left", textBaseline: "middle", lineJoin: "round" });
  const write = (text: string, font: string, x: number, y: number): void => {
    Object.assign(ctx, { font, strokeStyle: halo, lineWidth: 4, fillStyle: options.color });
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  };
  for (const [i, { name, note, nameWidth }] of texts.entries()) {
    const { left, top, height } = boxes[i]!;
    write(name, bold, left, top + height / 2);
    write(note, plain, left + nameWidth, top + height / 2);
  }
  ctx.restore();
}

/** Pixels that captions of side `end` need right of the chart, at a font of `size` pixels. */
export const roomFor = (captions: readonly Caption[], size: number): number =>
  Math.max(
    0,
    ...captions.map(({ side, name }) => (side === "end" ? 0.65 * size * name.length + 12 : 0)),
  );
