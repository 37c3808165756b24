/** Bernoulli attention by its n × n matrix, one number after the other. */
import type { Size } from "../../variants/index.ts";
import { dot, type HeadNumbers } from "./weighted-mean.ts";
