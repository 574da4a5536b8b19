import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

/** Fonts of KaTeX that few formulas use, with the commands that use them, as the classes of its HTML name them. */
const RARE_FONTS: Readonly<Record<string, RegExp>> = {
  KaTeX_Fraktur: /\b(math|text)(bold)?frak\b/,
  KaTeX_SansSerif: /\b(math|text)(bold|it)?sf/,
  KaTeX_Script: /\b(math|text)scr\b/,
  KaTeX_Typewriter: /\b(math|text)tt\b/,
};

/**
 * Leaves out the fonts whose letters do not occur in a lesson: those of other alphabets, and some of formulas. If a
 * reader, a file or a course's figure brings such letters, they are shown in a font of the system.
 * @param fonts `@font-face` rules.
 * @param html of the lesson.
 */
export function neededFonts(fonts: string, html: string): string {
  const characters = [...charactersOf(html)];
  return fonts.replace(/@font-face\s*\{[^}]*\}/g, (face) => {
    const [, family = ""] = /font-family:\s*"?([^";]+)/.exec(face) ?? [];
    const [, ranges] = /unicode-range:\s*([^;}]+)/.exec(face) ?? [];
    const isRare = RARE_FONTS[family]?.test(html) === false;
    const isForeign = ranges !== undefined && !characters.some((character) => isWithin(character, ranges));
    return isRare || isForeign ? "" : face;
  });
}

/** The code points of a page's text. Formulas have fonts of their own. */
function charactersOf(html: string): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (node: DefaultTreeAdapterTypes.ChildNode): void => {
    if ("value" in node) for (const character of node.value) found.add(character.codePointAt(0) ?? 0);
    if ("attrs" in node && node.attrs.some(({ name, value }) => name === "class" && value === "katex"))
      return;
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  parseFragment(html).childNodes.forEach(visit);
  return found;
}

/** @param ranges as in CSS: `U+??, U+131, U+152-153`. */
function isWithin(character: number, ranges: string): boolean {
  return ranges.split(",").some((range) => {
    const [first = "", last = first] = range.trim().slice(2).split("-");
    return (
      character >= Number.parseInt(first.replaceAll("?", "0"), 16) &&
      character <= Number.parseInt(last.replaceAll("?", "F"), 16)
    );
  });
}
