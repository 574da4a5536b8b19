/** How many random examples a property is tried on: this many in `npm test`, five times as many in the full run. */
export function runs(usual: number): number {
  return process.env["LECTERN_FULL_TESTS"] === "1" ? 5 * usual : usual;
}
