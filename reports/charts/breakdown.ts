import type { MemoryAccount } from "../accounts.ts";
import type { Picture, Tile } from "./picture.ts";

// The page inlines the source of this function: it uses nothing but its arguments.

/** Where the memory of training goes: a bar an account, which are of different sources and do not add up. */
export function breakdownPicture(name: string, accounts: readonly MemoryAccount[]): Picture {
  const mebibyte = 2 ** 20;
  const size = (bytes: number): string =>
    bytes < 1024 * mebibyte
      ? `${Number((bytes / mebibyte).toPrecision(3))} MiB`
      : `${Number((bytes / 1024 / mebibyte).toPrecision(3))} GiB`;
  const opacities = ["b0", "70", "40"];
  const tiles = accounts.flatMap(({ source, parts }, line) => {
    let start = 0;
    return parts.map(({ name: part, bytes }, i): Tile => {
      const x = [start / mebibyte, (start + bytes) / mebibyte] as const;
      start += bytes;
      const said = `${part} ${size(bytes)}`;
      return {
        x,
        y: [line + 0.36, line - 0.36],
        color: `#2f7fc1${opacities[i % opacities.length]}`,
        text: said,
        facts: [`${source}: ${said}`],
      };
    });
  });
  const longest = Math.max(1, ...tiles.map(({ x }) => x[1]));
  const step = 10 ** Math.floor(Math.log10(longest)) / 2;
  return {
    title: "memory of training, by account",
    notes: [
      ...(name === "" ? [] : [name]),
      ...accounts.map(({ source, meaning }) => `${source}: ${meaning}`),
      "accounts differ in what they see and are not to be added",
    ],
    datasets: [],
    tiles,
    lines: accounts.length,
    scales: {
      x: {
        type: "linear",
        min: 0,
        title: { display: true, text: "MiB" },
        max: step * Math.ceil(longest / step),
      },
      y: {
        type: "linear",
        min: -0.5,
        max: accounts.length - 0.5,
        values: accounts.map((_, line) => line),
        labels: accounts.map(({ source }) => source),
        reverse: true,
        grid: { display: false },
        title: { display: true, text: "" },
      },
    },
    captions: [],
  };
}
