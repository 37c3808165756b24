/** Writes variants.md beside measured.json: `npm run docs`, from the root of the repository. */
import { readFileSync, writeFileSync } from "node:fs";
import { cataloguePage, type Measured } from "./catalogue.ts";

const measured = JSON.parse(readFileSync("docs/measured.json", "utf8")) as Measured;
writeFileSync("docs/variants.md", cataloguePage(measured));
