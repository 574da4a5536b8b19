import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { letterKeys, runKeys } from "../../../src/page/cells/keys/command-keys.ts";
import { english } from "../../../src/words/english/english.ts";
import { figures } from "../../../src/words/english/figures/figures.ts";
import { figures as germanFigures } from "../../../src/words/german/figures/figures.ts";
import { german } from "../../../src/words/german/german.ts";
import { allDictionaries, dictionaryFor } from "../../../src/words/languages.ts";
import { decimalMark, speak, words } from "../../../src/words/words.ts";

describe("the dictionary of a page", () => {
  afterEach(() => speak(english));

  it.each(["de", "de-AT", "DE-ch", "de-Latn-DE"])("is German for %s", async (tag) => {
    expect(await dictionaryFor(tag)?.page()).toBe(german);
    expect((await allDictionaries())(tag)).toBe(german);
  });

  it.each(["en", "en-GB", "fr", "deu", "", "constructor"])("is English for %j", async (tag) => {
    expect(dictionaryFor(tag)).toBeNull();
    expect((await allDictionaries())(tag)).toBe(english);
  });

  it("is the one that was chosen last, with its decimal mark", () => {
    expect([words.shell.runAll, decimalMark]).toEqual(["Run all", "."]);
    speak(german);
    expect([words.shell.runAll, decimalMark]).toEqual(["Alle ausführen", ","]);
  });
});

describe("the German dictionary", () => {
  afterEach(() => speak(english));

  it("has no entry in English, but for words that are the same in both languages", () => {
    expect(same(english, german)).toEqual(["/outputs/pause: Pause", "/ui/links: Links"]);
    const inFigures = same(figures, germanFigures).map((text) => text.replace(/.*: /, ""));
    // Terms and names that German texts of the field use.
    expect(new Set(inFigures)).toEqual(new Set(TERMS));
  });

  it("names keys as German keyboards do", () => {
    speak(german);
    const listed = [...runKeys(), ...letterKeys()].map(({ keys }) => keys);
    expect(listed.filter((keys) => keys.includes("+"))).toEqual([
      "Strg+Eingabe",
      "Umschalt+Eingabe",
      "Alt+Eingabe",
      "Umschalt+K",
      "Umschalt+J",
      "Umschalt+M",
    ]);
    const files = readdirSync("src/words/german", { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".ts"),
    );
    expect(files.length).toBeGreaterThan(30);
    const inEnglish = files.filter((name) =>
      /\b(?:Enter|Escape|Shift|Ctrl|Control|Return)\b/.test(readFileSync(`src/words/german/${name}`, "utf8")),
    );
    expect(inEnglish).toEqual([]);
  });
});

const TERMS = [
  "Bias",
  "Filter",
  "Kernel",
  "Kernel k",
  "LeNet-5 (1998)",
  "Max",
  "Padding",
  "Padding p",
  "Pause",
  "Pooling",
  "VGG-16 (2014)",
  "same",
];

/** The paths of the texts that are equal in two dictionaries. */
function same(one: unknown, other: unknown, path = ""): readonly string[] {
  if (typeof one === "string") return one === other ? [`${path}: ${one}`] : [];
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) return [];
  const others = new Map(Object.entries(other));
  return Object.entries(one).flatMap(([key, value]) => same(value, others.get(key), `${path}/${key}`));
}
