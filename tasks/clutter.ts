/** Whether a file of this name is one that a desktop leaves behind in any folder, or hidden: no data. */
export const isClutter = (name: string): boolean => name.startsWith(".") || name === "Thumbs.db";
