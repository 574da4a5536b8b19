/** WebDriver's codes of the keys that have no letter (https://www.w3.org/TR/webdriver2/#keyboard-actions). */
const CODES: Readonly<Record<string, string>> = {
  Control: "\uE009",
  Delete: "\uE017",
  Enter: "\uE007",
  Escape: "\uE00C",
  Tab: "\uE004",
};

/** The action sequence of WebDriver, classic and BiDi alike, that presses a key such as `Control+a`. */
export function keyActions(key: string): readonly object[] {
  const values = key.split("+").map((part) => CODES[part] ?? part);
  const actions = [
    ...values.map((value) => ({ type: "keyDown", value })),
    ...values.toReversed().map((value) => ({ type: "keyUp", value })),
  ];
  return [{ type: "key", id: "keyboard", actions }];
}
