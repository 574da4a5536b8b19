/** What a reload keeps, as the end of a sentence. */
export function describeReload(canSave: boolean): string {
  return canSave
    ? "your edits are kept, variables and trained networks are not."
    : "this browser can't save your edits, so copy them before.";
}
