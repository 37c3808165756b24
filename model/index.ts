export { inferenceStep } from "./inference.ts";
export { initialValues, isRedrawDue, type RandomSource, redrawn } from "./initialise.ts";
export type { RandomInput, Slot } from "./ledger.ts";
export { type ModelSpec, sizeOfModel } from "./network.ts";
export {
  type Exception,
  overridableSchema,
  type Protocol,
  type Recipe,
  type Training,
  trainingSchema,
} from "./protocol.ts";
export { type ProtocolName, protocols } from "./protocols/registry.ts";
export { refusal } from "./refusal.ts";
export { learningRate } from "./schedule.ts";
export {
  type Architecture,
  architectureSchema,
  type DataShape,
  type Optimiser,
  optimiserSchema,
  type Schedule,
} from "./spec.ts";
export { evaluationStep, names, type Step, trainStep } from "./steps.ts";
