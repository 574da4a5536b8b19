/**
 * What to do about a fault in YAML.
 * @param code of the parser's error.
 */
export function yamlRemedy(code: string): string {
  switch (code) {
    case "DUPLICATE_KEY":
      return "Remove one of the two lines with this key.";
    case "TAB_AS_INDENT":
      return "Write spaces in place of the tab.";
    default:
      return "Write `key: value` on each line; put a value with `:` or `#` in quotes.";
  }
}
