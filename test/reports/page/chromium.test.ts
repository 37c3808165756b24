import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Record } from "../../../records/index.ts";
import {
  compare,
  history,
  leaderboard,
  type PageOptions,
  page,
  scaling,
} from "../../../reports/index.ts";
import { type Browser, chromium, type Look, launch, type Tab } from "../../support/chromium.ts";
import { answered, gallery } from "../../support/gallery.ts";
import { nights } from "../../support/nights.ts";
import { scored } from "../../support/records.ts";
import { tasksArena } from "../../support/tasks-arena.ts";

const folder = mkdtempSync(join(tmpdir(), "lra-page-"));
const cellId = `cell-${answered().cell.id}`;
let browser: Browser;

const write = (name: string, records: readonly Record[], beside: PageOptions = {}): void =>
  writeFileSync(join(folder, name), page(records, leaderboard(records), scaling(records), beside));

const desk: Look = { width: 1200, theme: "light" };
const open = (look: Partial<Look> = {}, file = "gallery.html"): Promise<Tab> =>
  browser.open(join(folder, file), { ...desk, ...look });

/** Brings every chart of `root` into view and gives how many have ink on them, once all are drawn. */
const inked = (tab: Tab, root = "main"): Promise<readonly [inked: number, all: number]> =>
  tab.evaluate(`(async () => {
    const canvases = [...document.querySelectorAll("${root} canvas")];
    const frame = () => new Promise(requestAnimationFrame);
    for (const canvas of canvases) {
      canvas.scrollIntoView();
      for (let i = 0; i < 300 && !Chart.getChart(canvas); i++) await frame();
    }
    const ink = (canvas) => canvas.getContext("2d")
      .getImageData(0, 0, canvas.width, canvas.height).data.filter((v, i) => i % 4 === 3 && v > 0).length;
    return [canvases.filter((canvas) => ink(canvas) > 1000).length, canvases.length];
  })()`);

/** Texts of the elements that are shown. */
const shown = (tab: Tab, selector: string): Promise<readonly string[]> =>
  tab.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})]
    .filter((each) => each.checkVisibility()).map((each) => each.textContent.trim())`);

/** The name and the text of the file that the button of the first table of `root` makes. */
const csvOf = (tab: Tab, root: string): Promise<readonly [name: string, text: string]> =>
  tab.evaluate(`(async () => {
    let blob, name;
    const make = URL.createObjectURL;
    URL.createObjectURL = (given) => { blob = given; return make.call(URL, given); };
    HTMLAnchorElement.prototype.click = function () { name = this.download; };
    document.querySelector("${root} .scroll + button").click();
    return [name, await blob.text()];
  })()`);

/** Waits until what was begun, as the closing of a dialog, has been told to the page. */
const settled = (tab: Tab): Promise<void> =>
  tab.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");

const press = async (tab: Tab, key: string, code: number): Promise<void> => {
  const event = {
    key,
    code: key,
    windowsVirtualKeyCode: code,
    ...(code === 13 ? { text: "\r" } : {}),
  };
  for (const type of ["keyDown", "keyUp"])
    await tab.call("Input.dispatchKeyEvent", { ...event, type });
  await settled(tab);
};

const filter = (tab: Tab, name: string, value: string): Promise<void> =>
  tab.evaluate(`{
    const control = document.querySelector('#filters [name=${name}]');
    control.value = ${JSON.stringify(value)};
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }`);

/** The hash of the address. */
const hashOf = (tab: Tab): Promise<string> => tab.evaluate("location.hash");

describe.skipIf(chromium === null)(
  "in Chromium, which is skipped where it is not installed",
  () => {
    beforeAll(async () => {
      browser = await launch(chromium!);
      write("gallery.html", gallery, {
        comparison: compare(gallery, gallery),
        history: history(nights(6)),
      });
    });
    afterAll(async () => {
      await browser?.close();
      rmSync(folder, { recursive: true });
    });

    test.each<Partial<Look>>([{ theme: "light" }, { theme: "dark" }, { width: 390 }])(
      "every view is drawn, without a complaint, within its width: %o",
      async (look) => {
        const tab = await open(look);
        expect(await shown(tab, "main > section > h2")).toEqual([
          ...["Overview", "Comparison", "Leaderboard", "Scaling", "History"],
          ...["Controls", "Cells", "Environment"],
        ]);
        await tab.evaluate("document.querySelector('#history > details').open = true");
        // Two pictures of each of three boards and of the sweep, four of the comparison, eight trends.
        expect(await inked(tab)).toEqual([20, 20]);
        expect(await tab.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
        expect(tab.complaints).toEqual([]);
      },
    );

    test("printing draws every chart that was not in view yet", async () => {
      const tab = await open();
      await tab.evaluate("document.querySelector('#history > details').open = true");
      const drawn = () =>
        tab.evaluate<number>(
          "[...document.querySelectorAll('canvas')].filter((one) => Chart.getChart(one)).length",
        );
      expect(await drawn()).toBeLessThan(20);
      await tab.call("Page.printToPDF", {});
      expect(await drawn()).toBe(20);
      expect(tab.complaints).toEqual([]);
    });

    test("filters leave what is asked for, and the address says so", async () => {
      const tab = await open();
      const boards = () => shown(tab, "#leaderboard [id^=board] h3");
      expect(await boards()).toHaveLength(3);
      await filter(tab, "device", "webgpu");
      expect(await boards()).toEqual([
        "listops · smoke · length 64 · webgpu · best-validation weights · 1 seed",
      ]);
      expect(await shown(tab, "#shown")).toEqual([
        `2 of ${gallery.length} cells; leaders, ranks, notes and charts are of all`,
      ]);
      await filter(tab, "variant", "LOCAL");
      expect(await shown(tab, "#board-3 tbody th")).toEqual(["local", "majority class"]);
      expect(await hashOf(tab)).toBe("#device=webgpu&variant=LOCAL");
      await tab.evaluate("document.querySelector('#filters [type=reset]').click()");
      expect(await boards()).toHaveLength(3);
      expect(await hashOf(tab)).toBe("");
    });

    test("filters reach what changed since the base and from night to night", async () => {
      const crash = { kind: "crash", exitCode: 1, signal: null, reason: "x" } as const;
      const after = gallery.map((record) => ({ ...record, outcome: crash }));
      write("changed.html", after, {
        comparison: compare(gallery, after),
        history: history(nights(6)),
      });
      const tab = await open({}, "changed.html");
      const tasks = async (view: string, column: number) =>
        new Set(await shown(tab, `#${view} tbody tr :nth-child(${column})`));
      expect([...(await tasks("comparison", 2))]).toContain("listops 64");
      expect(await tasks("history", 1)).toEqual(new Set(["listops 64"]));
      await filter(tab, "task", "image");
      expect(await tasks("comparison", 2)).toEqual(new Set(["image 1024"]));
      expect(await tasks("history", 1)).toEqual(new Set());
      await filter(tab, "task", "");
      await filter(tab, "device", "webgpu");
      expect(await tasks("comparison", 3)).toEqual(new Set(["softmax", "local"]));
    });

    test("a task filter leaves a summary the column of that task, also in its CSV, and the charts of what changed", async () => {
      write("chosen.html", tasksArena, { comparison: compare(tasksArena, tasksArena) });
      const tab = await open({}, "chosen.html");
      const summary = "#leaderboard > section:first-of-type";
      const heads = () => shown(tab, `${summary} th[scope=col]`);
      const rest = ["average", "tasks", "P(first)", "params vs softmax", "FLOPs vs softmax"];
      const drawn = () => shown(tab, "#comparison figcaption");
      expect(await heads()).toEqual(["#", "variant", "listops", "text", "image", ...rest]);
      expect(await drawn()).toHaveLength(3);
      await filter(tab, "task", "text");
      expect(await heads()).toEqual(["variant", "text"]); // ranks and averages are of all tasks
      expect(await shown(tab, `${summary} tbody tr:first-child > *`)).toEqual([
        ...["linear", "*75.1 ± 1.9"],
      ]);
      expect(await drawn()).toEqual([
        expect.stringMatching(/^changes from base to candidate: text · quick · cpu/),
      ]);
      const [, text] = await csvOf(tab, summary);
      expect(text).toMatch(/^variant,text,text \(shown\)$/m);
      await filter(tab, "task", "");
      expect(await heads()).toHaveLength(10);
      expect(await drawn()).toHaveLength(3);
    });

    test("a task filter hides a summary that has no column of it, and controls of other tasks", async () => {
      const elsewhere = scored("softmax", 0, 700, { cell: { task: "image", protocol: "smoke" } });
      const control = scored("softmax", 0, 350, { cell: { control: "shuffle" } });
      const two = tasksArena.filter(({ cell }) => cell.task !== "image");
      write("absent.html", [...two, elsewhere, control]);
      const tab = await open({}, "absent.html");
      const summaries = () => shown(tab, "#leaderboard > section:not([id]) h3");
      expect(await summaries()).toEqual(["quick · cpu · 3 seeds"]);
      expect(await shown(tab, "#controls tbody tr")).toHaveLength(1);
      await filter(tab, "task", "image");
      expect(await summaries()).toEqual([]);
      expect(await shown(tab, "#controls tbody tr")).toEqual([]);
    });

    test("a summary sorts by what it holds: the best of a task first, also where a star or a word stands before it", async () => {
      write("tasks.html", tasksArena);
      const tab = await open({}, "tasks.html");
      const texts = async (title: string) => {
        await tab.evaluate(`[...document.querySelectorAll("#leaderboard > section:first-of-type th button")]
          .find((button) => button.textContent === "${title}").click()`);
        return shown(tab, "#leaderboard > section:first-of-type tbody th");
      };
      expect((await texts("listops")).slice(0, 2)).toEqual(["linear", "local"]);
      expect((await texts("image")).slice(0, 3)).toEqual(["linear", "softmax", "local"]);
      expect((await texts("P(first)"))[0]).toBe("linear");
      expect((await texts("FLOPs vs softmax")).at(-1)).toBe("luna");
    });

    test("a narrow page shows the numbers that matter beside the names, which stay in sight", async () => {
      const long = "a variant whose name is longer than the page is wide.mjs";
      const base = [...gallery, scored(long, 0, 700)];
      const records = base.map((record) => ({
        ...record,
        cost: record.cost && { ...record.cost, parameters: 2 * record.cost.parameters },
      }));
      write("narrow.html", records, { comparison: compare(base, records) });
      const tab = await open({ width: 390 }, "narrow.html");
      const rightEnds = (view: string, column: number) =>
        tab.evaluate<
          readonly number[]
        >(`[...document.querySelectorAll("#${view} table")].slice(0, 1)
          .flatMap((table) => [...table.tBodies[0].rows])
          .map((row) => row.cells[${column}].getBoundingClientRect().right)`);
      for (const [view, column] of [
        ["comparison", 4],
        ["board-2", 2],
        ["cells", 3],
      ] as const) {
        const ends = await rightEnds(view, column);
        expect(ends.length).toBeGreaterThan(2);
        expect(Math.max(...ends)).toBeLessThanOrEqual(390);
      }
      const lefts = await tab.evaluate(`(() => {
        const box = document.querySelector("#board-2 .scroll");
        box.scrollLeft = 200;
        const name = box.querySelector("tbody th");
        return [box.scrollLeft, name.getBoundingClientRect().left - box.getBoundingClientRect().left];
      })()`);
      expect(lefts).toEqual([200, 1]);
    });

    test("an address with filters opens what it says; a value that is not there asks for nothing", async () => {
      const tab = await open({ hash: "#task=image&protocol=none" });
      expect(await shown(tab, "#leaderboard [id^=board] h3")).toEqual([
        "image · quick · length 1024 · cpu · best-validation weights · 1 seed",
      ]);
      expect(await tab.evaluate("document.querySelector('[name=task]').value")).toBe("image");
      expect(await shown(tab, "#scaling h3")).toEqual([]);
    });

    test("an address of a cell opens all that its record holds, drawn; closing it leaves the filters", async () => {
      const tab = await open({ hash: `#${cellId}&task=image` });
      expect(await shown(tab, "#cell h2")).toEqual(["image · softmax · seed 0"]);
      expect(await inked(tab, "#cell")).toEqual([3, 3]);
      const facts = await shown(tab, "#cell dd");
      expect(facts).toContain("70.0 % (48.1–85.5), 14 of 20, loss 1.60, after 200 steps");
      await press(tab, "Escape", 27);
      expect(await shown(tab, "#cell h2")).toEqual([]);
      expect(await hashOf(tab)).toBe("#task=image");
      expect(tab.complaints).toEqual([]);
    });

    test("a cell without answers says so", async () => {
      const { id } = gallery[0]!.cell;
      const tab = await open({ hash: `#cell-${id}` });
      expect(await shown(tab, "#cell article > .faint")).toEqual([
        "Confusion and calibration: the record does not hold which answers were given.",
      ]);
    });

    test("by keyboard: past the header, into a cell and back to where one was", async () => {
      const tab = await open();
      await press(tab, "Tab", 9);
      expect(await tab.evaluate("document.activeElement.textContent")).toBe("Skip to the overview");
      await press(tab, "Enter", 13);
      expect(await tab.evaluate("document.activeElement.id")).toBe("overview");
      await tab.evaluate(`document.querySelector('#board-1 a[href="#${cellId}"]').focus()`);
      await press(tab, "Enter", 13);
      expect(await shown(tab, "#cell h2")).toEqual(["image · softmax · seed 0"]);
      await press(tab, "Escape", 27);
      expect(await tab.evaluate("document.activeElement.hash")).toBe(`#${cellId}`);
    });

    test("a head sorts its table, in full precision, and says which way", async () => {
      const tab = await open();
      const first = (column: number) =>
        tab.evaluate(`document.querySelector("#board-2 tbody tr").cells[${column}].textContent`);
      const click = (column: number) =>
        tab.evaluate(`document.querySelectorAll("#board-2 th button")[${column}].click()`);
      const order = () => tab.evaluate(`document.querySelector("#board-2 th[aria-sort]").ariaSort`);
      expect([await first(1), await order()]).toEqual(["softmax", "descending"]);
      await click(4);
      expect([await first(1), await order()]).toEqual(["linear map=elu", "descending"]);
      await click(4);
      expect([await first(4), await order()]).toEqual(["320", "ascending"]);
      await click(1);
      expect([await first(1), await order()]).toEqual(["bigbird", "ascending"]);
    });

    test("a table is had as CSV, without the rows that are hidden", async () => {
      const tab = await open({ hash: "#variant=l" });
      const [name, text] = await csvOf(tab, "#board-3");
      expect(name).toBe("listops-smoke-length-64-webgpu-best-validation-weights-1-seed.csv");
      expect(text.split("\n").slice(0, 3)).toEqual([
        "#,variant,accuracy % (95 %),accuracy % (95 %) (shown),seed sd,examples/s,step ms,memory,parameters,GFLOP/step,outcome,seeds",
        "2,local,32,32.0 (30.0–34.1),–,320,100,314572800,123456,1.2,ok,0",
        ",majority class,17.5,17.5,,,,,,,baseline,",
      ]);
    });

    test("the numbers of a chart are there in words", async () => {
      const tab = await open();
      await tab.evaluate(`new Promise((done) => {
      const list = document.querySelector("#board-2 .said");
      list.addEventListener("toggle", () => setTimeout(done));
      list.open = true;
    })`);
      expect(await shown(tab, "#board-2 .said li")).toContain(
        "softmax: 45.3 % (43.1–47.4) · 320 examples/s · 300 MiB",
      );
    });

    test("whatever can be used has a name, and so has every region", async () => {
      const tab = await open();
      const { nodes } = (await tab.call("Accessibility.getFullAXTree")) as {
        nodes: readonly { role?: { value: string }; name?: { value: string } }[];
      };
      const roles = [
        "button",
        "link",
        "combobox",
        "searchbox",
        "region",
        "image",
        "table",
        "search",
      ];
      const used = nodes.filter(({ role }) => roles.includes(role?.value ?? ""));
      expect(used.length).toBeGreaterThan(50);
      const nameless = used.filter(({ role, name }) => role?.value !== "table" && !name?.value);
      expect(nameless.map(({ role }) => role?.value)).toEqual([]);
    });

    test("names from outside do nothing, also in what is drawn and opened", async () => {
      const variant = `</script><img src=x onerror="document.title='harm'"><b>`;
      const record = scored(variant, 0, 860, { commit: variant, remarks: [variant] });
      write("hostile.html", [record, answered({ cell: { variant } })]);
      const tab = await open({ hash: `#cell-${record.cell.id}` }, "hostile.html");
      expect(await shown(tab, "#cell h2")).toEqual([`listops · ${variant} · seed 0`]);
      await inked(tab, "#cell");
      expect(await tab.evaluate("document.querySelectorAll('img, b').length")).toBe(
        await tab.evaluate("document.querySelectorAll('.tally b').length"),
      );
      expect(await tab.evaluate("document.title")).toBe("lra: listops, image");
      expect(tab.complaints).toEqual([]);
    });
  },
);
