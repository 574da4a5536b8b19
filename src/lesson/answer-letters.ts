/** The letter of an answer, by which its solution names it: A, B, …, Z, and then numbers. */
export function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : String(index + 1);
}
