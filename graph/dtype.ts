export type DType = "float32" | "int32" | "int64" | "bool";

export const bytesPerElement: Readonly<Record<DType, number>> = {
  float32: 4,
  int32: 4,
  int64: 8,
  bool: 1,
};
