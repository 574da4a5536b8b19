/** A count with narrow spaces between thousands. */
export function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** `plural(1, "line", "lines")` is "1 line", `plural(12000, "line", "lines")` "12 000 lines". */
export function plural(amount: number, one: string, many: string): string {
  return `${formatCount(amount)} ${amount === 1 ? one : many}`;
}
