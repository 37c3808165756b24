import type { Adapter } from "../runner/index.ts";

/** `NVIDIA H100 PCIe, driver 550.54`; a software adapter is called that. */
export const adapterText = ({ name, driver, isSoftware }: Adapter): string =>
  [name, ...(isSoftware ? ["software"] : []), ...(driver ? [`driver ${driver}`] : [])].join(", ");
