import { createRequire } from "node:module";
import { GlobalFonts } from "canvas";

/** The family that pictures are lettered in: Inter, which comes with the package, since a bare machine has no font. */
export const fontFamily = "Inter";

const resolve = createRequire(import.meta.url).resolve;

/** Makes Inter known to the canvas, regular and semibold; once is enough, twice is harmless. Throws where the file is missing. */
export function registerFonts(): void {
  for (const weight of [400, 600]) {
    const file = resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.woff2`);
    if (!GlobalFonts.registerFromPath(file, fontFamily)) {
      throw new Error(`charts: need a readable font: got ${file}. Reinstall with npm ci.`);
    }
  }
}
