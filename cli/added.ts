/** How to say a flag besides what was said: npm takes flags for its own unless `--` stands before them. */
export const added = (flag: string): string =>
  process.env.npm_lifecycle_event === "start" ? `-- ${flag}` : flag;
