/** Whether the three layers are stacked rather than side by side. */
export function isNarrow(width: number): boolean {
  return width < 632;
}
