export { published } from "./published.ts";
export {
  benchmarkTasks,
  benchmarkTitles,
  type PublishedRow,
  type PublishedScore,
  type PublishedTable,
} from "./table.ts";
