import * as v from "valibot";

/** A whole number within a range, written as a string (`input=7`). Its messages are shown to the lesson's author. */
export function wholeNumber(name: string, low: number, high: number, fallback: number) {
  const message = `${name} must be a whole number from ${low} to ${high}`;
  return v.optional(
    v.pipe(
      v.string(message),
      v.regex(/^\d+$/, message),
      v.transform(Number),
      v.minValue(low, message),
      v.maxValue(high, message),
    ),
    String(fallback),
  );
}

/** One of several options. */
export function choice<const Options extends readonly [string, ...string[]]>(
  name: string,
  options: Options,
  fallback: Options[number],
) {
  return v.optional(v.picklist(options, `${name} must be one of ${options.join(", ")}`), fallback);
}
