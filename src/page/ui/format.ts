const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** `count(1, "line")` is "1 line", `count(12000, "line")` "12 000 lines". */
export function count(amount: number, noun: string): string {
  return `${number(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

/** A whole number with narrow spaces between thousands. */
export function number(amount: number): string {
  return whole.format(amount).replaceAll(",", " ");
}

/** How long something took: "12 ms", "1.8 s", "2 min 5 s". */
export function duration(ms: number): string {
  if (ms < 999.5) return `${ms < 9.95 && ms > 0 ? round(ms, 1) : Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function round(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.?0+$/, "");
}
