/** Plain text as Markdown. */
export function escapeMarkdown(text: string): string {
  const escaped = text.replace(/[\\`*_[\]<>$~&#]/g, "\\$&");
  // What begins an item of a list.
  return escaped.replace(/^(\d*)([-+.)])(?=\s)/, "$1\\$2");
}
