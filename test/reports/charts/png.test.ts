import { createCanvas, GlobalFonts, loadImage } from "canvas";
import { expect, test } from "vitest";
import { curvesPicture, leaderboard, renderPng, speedPicture } from "../../../reports/index.ts";
import { arena } from "../../support/arena.ts";

const [board] = leaderboard(arena);

/** Dark pixels of a part of a picture. */
async function darkPixels(png: Buffer, left: number, top: number, width: number, height: number) {
  const image = await loadImage(png);
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(left, top, width, height);
  return data.filter((value, i) => i % 4 === 0 && value < 128).length;
}

test("both pictures are PNG files of 1200 by 800 with a title in letters", async () => {
  for (const picture of [speedPicture(board!), curvesPicture(board!)]) {
    const png = renderPng(picture);
    expect(await loadImage(png)).toMatchObject({ width: 1200, height: 800 });
    // The title is 28 pixels high; where letters are blank there is no dark pixel here.
    expect(await darkPixels(png, 0, 10, 700, 40)).toBeGreaterThan(1000);
    expect(await darkPixels(png, 1150, 0, 50, 40)).toBe(0);
  }
});

test("the letters are of the font that comes with the package, also in semibold", () => {
  renderPng({ title: "x", notes: [], datasets: [], scales: {}, captions: [] });
  const inter = GlobalFonts.families.find(({ family }) => family === "Inter");
  expect(inter?.styles.map(({ weight }) => weight)).toEqual(expect.arrayContaining([400, 600]));
});

test("letters stay as they are: 6 x64 is not 6 ×64", () => {
  const bare = { title: "", notes: [], datasets: [], scales: {}, captions: [] };
  const marks = {
    type: "line",
    data: [{ x: 1, y: 1 }],
    borderColor: "#000",
    borderWidth: 1,
  } as const;
  const drawings = [
    (text: string) => renderPng({ ...bare, title: text }),
    (text: string) => renderPng({ ...bare, notes: [text] }),
    (name: string) =>
      renderPng({
        ...bare,
        datasets: [{ ...marks, data: [...marks.data] }],
        captions: [{ dataset: 0, name, note: "", side: "end" }],
      }),
  ];
  for (const draw of drawings) {
    expect(draw("6 x64").equals(draw("6 x64"))).toBe(true);
    expect(draw("6 x64").equals(draw("6 ×64"))).toBe(false);
  }
});

test("a note longer than the picture is wide goes on in the next line", async () => {
  const long = "a word ".repeat(40);
  const bare = { title: "x", datasets: [], scales: {}, captions: [] };
  const dark = (notes: readonly string[]) =>
    darkPixels(renderPng({ ...bare, notes }), 0, 75, 1200, 20);
  expect(await dark(["a word"])).toBe(0);
  expect(await dark([long])).toBeGreaterThan(200);
});
