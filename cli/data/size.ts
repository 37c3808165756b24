import type { Download } from "../../tasks/index.ts";

export const mebibytes = (bytes: number | null): number | null =>
  bytes && Number((bytes / 2 ** 20).toFixed(1));

/** MiB to be fetched: `80.2`, or `~7343` where only about so many are known. */
export const downloadMebibytes = ({ bytes, aboutBytes }: Pick<Download, "bytes" | "aboutBytes">) =>
  bytes === null && aboutBytes !== undefined
    ? `~${(aboutBytes / 2 ** 20).toFixed(0)}`
    : mebibytes(bytes);
