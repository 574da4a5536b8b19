/** The names that cells can import from `"lectern"`; `src/runtime/library/lectern.ts` says what they are. */
export const LIBRARY_NAMES = [
  "CLASS_NAMES",
  "check",
  "explore",
  "imshow",
  "loadDataset",
  "loadFashionMnist",
  "nadam",
  "plot",
  "progress",
  "resetState",
  "show",
  "table",
] as const;
