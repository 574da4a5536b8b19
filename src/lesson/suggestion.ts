import { nearest } from "../protocol/nearest.ts";

/** "Did you mean …?" if a known name is similar, else the list of known names. */
export function suggestion(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near) return `Did you mean \`${near}\`?`;
  return known.length === 0 ? "There are none." : `Known: ${known.map((item) => `\`${item}\``).join(", ")}.`;
}
