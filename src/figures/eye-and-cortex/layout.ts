/** Whether the three layers stand below one another rather than side by side. */
export function isNarrow(width: number): boolean {
  return width < 632;
}
