/** Graph optimisations asked of ONNX Runtime in every session, for records: all of them. */
export const optimizationLevel = "all";
