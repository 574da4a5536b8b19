/** The faces of nearly every formula, and the bold ones in headings and figures. Loaded late, each would relayout the page. */
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
 * Loads the fonts of formulas, if there are any. A browser fetches a font when it first lays out text in it, so formulas
 * far from the window would lack their symbols when scrolled into view, and in print.
 */
export function loadFormulaFonts(page: Document): void {
  if (page.querySelector(".katex") === null) return;
  for (const face of FACES) page.fonts.load(face).catch(() => undefined);
}
