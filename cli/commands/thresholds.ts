import { Option } from "commander";

/** Of a comparison. */
export const threshold = new Option(
  "--threshold <percent>",
  "smallest change of speed and memory that matters (default: 5)",
);
export const accuracyThreshold = new Option(
  "--accuracy-threshold <percent>",
  "smallest change of accuracy that matters, points (default: 1)",
);
