import { type PublishedTable, row } from "./table.ts";

/** The small models of the Nyströmformer paper, as its repository shows them. */
export const nystromformer: PublishedTable = {
  title: "the Nyströmformer paper",
  source: "Xiong et al. 2021, arXiv 2102.03902, as in mlpen/Nystromformer, img/LRA.png",
  protocols: ["nystromformer"],
  caveat:
    "PyTorch, hardware and number of seeds not given, best checkpoint on validation; Path-X was not run, the average is over five tasks",
  rows: [
    row("Transformer", "softmax", [37.1, 65.02, 79.35, 38.2, 74.16, null], 58.77),
    row("Reformer", "reformer", [19.05, 64.88, 78.64, 43.29, 69.36, null], 55.04),
    row("Linformer", "linformer", [37.25, 55.91, 79.37, 37.84, 67.6, null], 55.59),
    row("Performer", "performer", [18.8, 63.81, 78.62, 37.07, 69.87, null], 53.63),
    row("Nyströmformer", "nystromformer", [37.15, 65.52, 79.56, 41.58, 70.94, null], 58.95),
  ],
};

const later = "a later paper's, by the same protocol: as in the README of PolaFormer";

/** Two layers of 128 features, 50,000 steps. */
export const skyformer: PublishedTable = {
  title: "the Skyformer paper",
  source: "Chen et al. 2021, arXiv 2111.00035, table 1",
  protocols: [],
  caveat:
    "two layers of 128 features, 50,000 steps, three seeds, best checkpoint on validation; the average is over five tasks, without Path-X",
  rows: [
    row("Self-Attention", "softmax", [38.37, 61.95, 80.69, 40.57, 65.26, null], 57.37),
    row("Kernelized Attention", null, [38.78, 60.22, 81.77, 41.29, 70.73, null], 58.56),
    row("Nyströmformer", "nystromformer", [38.51, 64.83, 80.52, 41.3, 69.48, null], 58.93),
    row("Linformer", "linformer", [37.45, 58.93, 78.19, 37.96, 60.93, null], 54.69),
    row("Informer", null, [32.53, 62.64, 77.57, 38.1, 57.83, null], 53.73),
    row("Performer", "performer", [38.02, 64.19, 80.04, 41.43, 66.3, null], 58.0),
    row("Reformer", "reformer", [37.68, 62.93, 78.99, 48.87, 66.49, null], 58.99),
    row("BigBird", "bigbird", [39.25, 63.86, 80.28, 43.16, 68.72, null], 59.05),
    row("Skyformer", null, [38.69, 64.7, 82.06, 40.77, 70.73, null], 59.39),
    row("Hedgehog", null, [37.15, 64.6, 82.24, 40.15, 74.16, null], 59.66, later),
    row("PolaFormer, α = 3", null, [37.35, 73.06, 80.5, 42.15, 70.53, null], 60.72, later),
  ],
};
