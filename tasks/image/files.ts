import { join } from "node:path";

/** Of a picture, 32 × 32. */
export const pixels = 1024;

/** A record is a label, then the picture's red, its green and its blue, row by row, one byte each. */
export const recordBytes = 1 + 3 * pixels;

/** The official files of a folder. The training examples go through theirs in order. */
export const recordFiles = (folder: string) => ({
  train: [1, 2, 3, 4, 5].map((number) => join(folder, `data_batch_${number}.bin`)),
  test: join(folder, "test_batch.bin"),
});

export const homepage = "https://www.cs.toronto.edu/~kriz/cifar.html";
export const archive = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz";
