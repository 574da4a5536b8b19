/**
 * The faces that nearly every formula is set in, and the bold ones of formulas in headings and figures: coming later,
 * they would have the whole page laid out anew on the way. The large signs have files of their own.
 */
const FACES = [
  "16px KaTeX_Main",
  "italic 16px KaTeX_Math",
  "bold 16px KaTeX_Main",
  "italic bold 16px KaTeX_Math",
  "16px KaTeX_Size1",
  "16px KaTeX_Size2",
  "16px KaTeX_Size3",
  "16px KaTeX_Size4",
];

/**
 * Loads the typefaces of formulas, where there are any. A browser fetches a face with the first text in it that it lays
 * out: what is far from the window would be without its sums and brackets when it comes into sight, and on paper.
 */
export function loadFormulaFonts(page: Document): void {
  if (page.querySelector(".katex") === null) return;
  for (const face of FACES) page.fonts.load(face).catch(() => undefined);
}
