/** The words that an export adds to a lesson's text. An import takes them away again. */

/** The titles of callouts; a margin note has none. */
export const CALLOUT_TITLES: ReadonlyMap<string, string> = new Map([
  ["note", "Note"],
  ["tip", "Tip"],
  ["warning", "Warning"],
  ["caution", "Caution"],
  ["important", "Important"],
  ["margin", ""],
]);

export const SOLUTION = "Solution";

export function hintTitle(index: number, total: number): string {
  return total === 1 ? "Hint" : `Hint ${index + 1} of ${total}`;
}

export const TYPESCRIPT_NOTE =
  "*Code in TypeScript is shown here as text: it runs on the lesson’s page. What has a Python version runs here.*";

export const FIGURE_ON_PAGE = "*The interactive figure is on the lesson’s page.*";
