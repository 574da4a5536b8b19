import { expect, test } from "vitest";
import { parseDocument } from "yaml";
import { yamlRemedy } from "../../../src/protocol/yaml-remedy.ts";

test.each([
  ["a: 1\na: 2\n", "Remove one of the two lines with this key."],
  ["a:\n\t- 1\n", "Write spaces in place of the tab."],
  ["a: b: c\n", "Write `key: value` on each line; put a value with `:` or `#` in quotes."],
])("%j", (yaml, remedy) => {
  expect(parseDocument(yaml).errors.map(({ code }) => yamlRemedy(code))[0]).toBe(remedy);
});
