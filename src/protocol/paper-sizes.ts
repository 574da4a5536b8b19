/** Paper by its names. `width`, `height`: of the text between the margins of print.css, in CSS pixels. */
export const PAPERS = {
  a4: { size: "A4", width: 657, height: 982 },
  letter: { size: "Letter", width: 680, height: 916 },
} as const;
