/** Of later conversions nothing is kept: the first say enough. */
const MAXIMUM_TEXTS = 50;

const texts = new Set<string>();

/** `+` or `==` has made a text of a tensor. */
export function noteConversion(text: string): void {
  if (texts.size < MAXIMUM_TEXTS) texts.add(text);
}

/** The texts that have been made of tensors since the last call. */
export function takeConversions(): readonly string[] {
  const taken = [...texts];
  texts.clear();
  return taken;
}

/**
 * Whether a value is what `+` makes of a tensor and a number, or of two tensors. With other text beside it, as in
 * `"loss: " + loss`, a text is what was wanted.
 */
export function isJoined(value: unknown, conversions: readonly string[]): boolean {
  if (typeof value !== "string" || conversions.includes(value)) return false;
  const rest = conversions.reduce((text, conversion) => text.replaceAll(conversion, ""), value);
  // Spaces and line breaks alone are text as well, but `Number` makes zero of them.
  return rest !== value && (rest === "" || (rest.trim() !== "" && Number.isFinite(Number(rest))));
}
