import type { Rng } from "../rng.ts";
import { box, type Figure, length } from "./distance.ts";
import type { ImageOptions } from "./options.ts";

/** What a picture shows, before it has pixels. Lengths are in sides of it, levels from black, 0, to white, 1. */
export interface Scene {
  /** Level in the middle, and what it gains from the left edge to the right and from the upper to the lower. */
  readonly ground: { readonly level: number; readonly across: number; readonly down: number };
  /** From back to front. */
  readonly things: readonly Thing[];
}

export interface Thing {
  readonly figure: Figure;
  /** Of its centre, from the upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Radians, clockwise. */
  readonly angle: number;
  readonly level: number;
}

/** Pieces that lie about where clutter is 1. */
const mostPieces = 24;

const bar: Figure = (x, y) => box(x, y, 0.95, 0.3);
const halfDisk: Figure = (x, y) => Math.max(length(x, y) - 0.9, y);

/** A scene with a whole figure in front, as often light on dark as dark on light: mean grey says nothing. */
export function sketch(
  figure: Figure,
  { variety, clutter }: Pick<ImageOptions, "variety" | "clutter">,
  rng: Rng,
): Scene {
  const between = (from: number, to: number) => from + (to - from) * rng.uniform();
  const around = (value: number, most: number) => value + variety * between(-most, most);

  const dark = around(0.25, 0.12);
  const light = around(0.75, 0.12);
  const [level, ink] = rng.uniform() < variety / 2 ? [light, dark] : [dark, light];
  const ground = { level, across: around(0, 0.2), down: around(0, 0.2) };
  const pieces = Array.from({ length: Math.round(mostPieces * clutter) }, () => ({
    figure: rng.int(2) === 0 ? bar : halfDisk,
    x: rng.uniform(),
    y: rng.uniform(),
    radius: between(0.05, 0.14),
    angle: between(-Math.PI, Math.PI),
    level: between(dark, light),
  }));
  const radius = around(0.38, 0.08);
  const front = {
    figure,
    x: around(0.5, 0.5 - radius),
    y: around(0.5, 0.5 - radius),
    radius,
    angle: around(0, Math.PI),
    level: ink,
  };
  return { ground, things: [...pieces, front] };
}
