/** How many random examples a property is tried on: as many in `npm test`, twenty times as many in the full tests. */
export function runs(usual: number): number {
  return process.env["LECTERN_FULL_TESTS"] === "1" ? 20 * usual : usual;
}
