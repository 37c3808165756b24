import { type PublishedTable, row } from "./table.ts";

const mega = "Ma et al. 2023, arXiv 2209.10655, table 2";
const sgconv = "ctlllll/SGConv, imgs/lra.png";
const cited = "as later papers cite it";

/** Attention of all kinds, after the benchmark. Sources are those of the rows. */
export const attention: PublishedTable = {
  title: "attention since then",
  source: "see the rows",
  protocols: [],
  caveat:
    "each by its authors' own sizes, steps, seeds and choice of checkpoint; averages are over five tasks unless a row says otherwise",
  rows: [
    row("Transformer", "softmax", [37.11, 65.21, 79.14, 42.94, 71.83, "FAIL"], 59.24, mega),
    row("Luna-256", "luna", [37.98, 65.78, 79.56, 47.86, 78.55, "FAIL"], 61.95, mega),
    row(
      "Luna-256",
      "luna",
      [37.25, 64.57, 79.29, 47.38, 77.72, "FAIL"],
      59.37,
      "as S4's paper and others cite it; average of six, 50 for Path-X",
    ),
    row("FNet", "fnet", [35.33, 65.11, 59.61, 38.67, 77.8, "FAIL"], 55.3, cited),
    row("H-Transformer-1D", null, [49.53, 78.69, 63.99, 46.05, 68.78, "FAIL"], 61.41, cited),
    row("cosFormer", null, [36.5, 67.7, 83.15, 51.23, 71.96, null], null, cited),
    row("FLASH", null, [38.7, 64.1, 86.1, 47.4, 70.25, null], null, cited),
    row(
      "Hrrformer",
      null,
      [39.98, 65.38, 76.15, 50.45, 72.17, "FAIL"],
      60.83,
      "several layers; README of Hrrformer",
    ),
    row(
      "RWKV",
      null,
      [55.88, 86.04, 88.34, 70.53, 58.42, "FAIL"],
      72.07,
      "Peng et al. 2023, arXiv 2305.13048, table 4",
    ),
    row(
      "Transformer, pre-trained on the task",
      "softmax",
      [null, null, null, null, null, null],
      86.2,
      "Amos, Berant & Gupta 2024, arXiv 2310.02980: rotary positions, self-pre-training on the task's own data; average of six",
    ),
  ],
};

/** State spaces, recurrence and convolution. */
export const stateSpaces: PublishedTable = {
  title: "state spaces, recurrence and convolution",
  source: "see the rows",
  protocols: [],
  caveat:
    "larger models, other inputs and much longer training than the benchmark's; the average is over six tasks, 50 for a Path-X that fails",
  rows: [
    row("S4, first version", null, [58.35, 76.02, 87.09, 87.26, 86.05, 88.1], 80.48, sgconv),
    row("S4, second version", null, [59.6, 86.82, 90.9, 88.65, 94.2, 96.35], 86.09, sgconv),
    row(
      "S4, its repository",
      null,
      [59.5, 86.5, 91, 88.5, 94, 96],
      null,
      "state-spaces/s4, models/s4/experiments.md, given as approximate",
    ),
    row("S4, run again", null, [59.1, 86.53, 90.94, 88.48, 94.01, 96.07], 85.86, mega),
    row(
      "DSS, softmax",
      null,
      [60.6, 84.8, 87.8, 85.7, 84.6, 87.8],
      81.88,
      "ag1988/dss, README: test at the best validation",
    ),
    row("DSS, exp", null, [59.7, 84.6, 87.6, 84.9, 84.7, 85.6], 81.18, cited),
    row("S4D-LegS", null, [60.47, 86.18, 89.46, 88.19, 93.06, 91.95], 84.89, cited),
    row("Liquid-S4", null, [62.75, 89.02, 91.2, 89.5, 94.8, 96.66], 87.32, cited),
    row(
      "S5",
      null,
      [62.15, 89.31, 91.4, 88, 95.33, 98.58],
      87.46,
      "as later papers cite it; the authors of LRU got 58.5, 86.2 and 88.9 on the first three",
    ),
    row("SGConv", null, [61.45, 89.2, 91.11, 87.97, 95.46, 97.83], 87.17, sgconv),
    row("Mega", null, [63.14, 90.43, 91.25, 90.44, 96.01, 97.98], 88.21, mega),
    row("Mega-chunk", null, [58.76, 90.19, 90.97, 85.8, 94.41, 93.81], 85.66, mega),
    row(
      "LRU",
      null,
      [60.2, 89.4, 89.9, 89, 95.1, 94.2],
      86.3,
      "Orvieto et al. 2023, arXiv 2303.06349, table 3: its Image is in colour",
    ),
    row("TNN", null, [61.04, 87.9, 90.97, 88.24, 93, 96.1], 86.21, cited),
    row("HGRN", null, [59.95, 88.14, 94.23, 88.69, 92.92, 97.5], 86.91, cited),
    row("CCNN", null, [43.6, 84.08, "FAIL", 88.9, 91.51, "FAIL"], 68.02, cited),
    row("MultiResNet", null, [62.75, null, null, null, null, null], null, cited),
    row("LION-S", null, [62.25, 88.1, 90.35, 86.14, 91.3, 97.99], 86.07, "LION, table 7"),
  ],
};
