/** "1 picture", "2 pictures": for nouns whose plural ends in s. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
