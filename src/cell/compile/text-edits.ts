/** Replaces the text from `start` to `end` (offsets, end excluded) with `text`. An insertion if both are equal. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where the text stood before it was moved here. */
  readonly origin?: number;
}

/** Removes a type. A space takes its place, so that the words around it stay apart. */
export function erased(start: number, end: number): Edit {
  return { start, end, text: " " };
}

export interface Edited {
  readonly text: string;
  /** Maps an offset in the edited text to the original; inserted text maps to its edit's origin or start. */
  readonly originalOffset: (offset: number) => number;
}

interface Segment {
  readonly edited: number;
  readonly original: number;
  /** False for text that an edit inserted. */
  readonly unchanged: boolean;
}

/**
 * Applies edits that do not overlap, in any order. Insertions at the same offset keep their order, and precede what is
 * replaced there.
 */
export function applyEdits(original: string, edits: readonly Edit[]): Edited {
  const segments: Segment[] = [];
  let text = "";
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    segments.push({ edited: text.length, original: at, unchanged: true });
    text += original.slice(at, edit.start);
    segments.push({ edited: text.length, original: edit.origin ?? edit.start, unchanged: false });
    text += edit.text;
    at = edit.end;
  }
  segments.push({ edited: text.length, original: at, unchanged: true });
  return { text: text + original.slice(at), originalOffset: (offset) => originalOffset(segments, offset) };
}

function originalOffset(segments: readonly Segment[], offset: number): number {
  const segment = segments.findLast(({ edited }) => edited <= offset);
  if (!segment) return 0;
  return segment.unchanged ? segment.original + (offset - segment.edited) : segment.original;
}
