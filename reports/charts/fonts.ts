import { createRequire } from "node:module";
import type * as Canvas from "canvas";

/** The family that pictures are lettered in: Inter, which is a dependency, since a bare machine has no font. */
export const fontFamily = "Inter";

const { resolve } = createRequire(import.meta.url);

/** Makes Inter known to the canvas, regular and semibold. Throws where its files are missing. */
export function registerFonts({ GlobalFonts }: typeof Canvas): void {
  for (const weight of [400, 600]) {
    const file = resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.woff2`);
    if (GlobalFonts.registerFromPath(file, fontFamily) === null) {
      throw new Error(`charts: need a readable font: got ${file}. Reinstall with npm ci.`);
    }
  }
}
