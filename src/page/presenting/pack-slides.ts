/** A part of the lesson that is not divided: a paragraph, a figure, a cell. In CSS pixels of the window. */
export interface Extent {
  readonly top: number;
  readonly bottom: number;
  /** Whether a slide begins with it in any case. */
  readonly starts: boolean;
  /** A heading is not the last on a slide. */
  readonly isHeading: boolean;
}

/**
 * Divides parts in their order into slides: a new one where a section starts, and where the next part does not fit.
 * What is higher than a slide is on one of its own, below its heading.
 * @param height of a slide.
 * @param repeated the height of the section's title, which slides that continue it repeat.
 * @returns for each slide the index of its first part.
 */
export function packSlides(extents: readonly Extent[], height: number, repeated: number): readonly number[] {
  const firsts: number[] = [];
  let room = height;
  for (const [index, extent] of extents.entries()) {
    const first = firsts.at(-1);
    if (first === undefined || extent.starts) {
      firsts.push(index);
      room = height;
      continue;
    }
    const top = extents[first]?.top ?? 0;
    if (extent.bottom - top <= room) continue;
    const begin = withHeadings(extents, index);
    if (begin <= first) continue;
    firsts.push(begin);
    room = height - repeated;
  }
  return firsts;
}

/** The index of the first of the headings directly above a part, or its own. */
function withHeadings(extents: readonly Extent[], index: number): number {
  let begin = index;
  while (extents[begin - 1]?.isHeading === true) begin -= 1;
  return begin;
}
