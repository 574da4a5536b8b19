import { readFileSync } from "node:fs";
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { editor as english } from "../../../src/words/english/editor.ts";
import { german } from "../../../src/words/german/german.ts";

/** Buttons of merge views that ours do not have. */
const UNUSED = ["Revert this chunk", "Accept", "Reject"];

/** The texts that a package of CodeMirror looks up, in its code. */
function phrasesIn(name: string): readonly string[] {
  const code = readFileSync(`node_modules/@codemirror/${name}/dist/index.js`, "utf8");
  return Array.from(code.matchAll(/\bphrase\((?:view, )?"([^"]+)"/g), ([, text]) => text ?? "");
}

describe("the editor's own texts", () => {
  it("are those of CodeMirror, all of them", () => {
    const used = ["autocomplete", "commands", "merge", "search"].flatMap(phrasesIn);
    const wanted = new Set(used.filter((text) => !UNUSED.includes(text)));
    expect(new Set(Object.keys(english.phrases))).toEqual(wanted);
    for (const [text, translation] of Object.entries(english.phrases)) expect(translation).toBe(text);
  });

  it("are German in a German page, with the numbers in them", () => {
    const state = EditorState.create({ extensions: EditorState.phrases.of(german.editor.phrases) });
    expect([state.phrase("Find"), state.phrase("$ unchanged lines", 12)]).toEqual([
      "Suchen",
      "Unveränderte Zeilen: 12",
    ]);
    for (const [text, translation] of Object.entries(german.editor.phrases))
      expect(translation.split("$").length, text).toBe(text.split("$").length);
  });
});
