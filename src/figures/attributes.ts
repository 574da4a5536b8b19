import * as v from "valibot";

/**
 * Pieces of a figure's attribute schema. A lesson writes every attribute as a string (`input=7`); these turn it
 * into a number or a choice, say what is wrong in words that an author understands, and give the default.
 */
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

/** One of a few words. */
export function choice<const Options extends readonly [string, ...string[]]>(
  name: string,
  options: Options,
  fallback: Options[number],
) {
  return v.optional(v.picklist(options, `${name} must be one of ${options.join(", ")}`), fallback);
}
