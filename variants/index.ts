export { type VariantName, variants } from "./registry.ts";
export {
  type Claim,
  type Distribution,
  type Dropout,
  defineVariant,
  type Heads,
  type Init,
  type Layer,
  type Part,
  type Size,
  type Stack,
  type StackLayer,
  type State,
  type Variant,
} from "./variant.ts";
