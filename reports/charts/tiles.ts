/// <reference lib="dom" />
import type { Chart } from "chart.js";
import type { Tile } from "./picture.ts";

// The page inlines the source of this function: it uses nothing but its arguments.

/** Fills the tiles of a chart that is about to be drawn, and writes their texts where they fit. */
export function drawTiles(chart: Chart, tiles: readonly Tile[]): void {
  const { ctx, options, scales } = chart;
  const { x: xAxis, y: yAxis } = scales;
  if (!xAxis || !yAxis) return;
  const size = options.font?.size ?? 12;
  ctx.save();
  Object.assign(ctx, { textAlign: "center", textBaseline: "middle" });
  for (const { x, y, color, text } of tiles) {
    const [left, right] = x.map((value) => xAxis.getPixelForValue(value)) as [number, number];
    const [bottom, top] = y.map((value) => yAxis.getPixelForValue(value)) as [number, number];
    const [width, height] = [Math.abs(right - left), Math.abs(top - bottom)];
    ctx.fillStyle = color;
    ctx.fillRect(Math.min(left, right), Math.min(bottom, top), width, height);
    Object.assign(ctx, {
      font: `400 ${size}px ${options.font?.family}`,
      fillStyle: options.color,
    });
    const isRoomy = ctx.measureText(text).width + 6 <= width && size <= height;
    if (isRoomy) ctx.fillText(text, (left + right) / 2, (bottom + top) / 2);
  }
  ctx.restore();
}
