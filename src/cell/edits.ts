/** Replaces the text from `start` to `end` (offsets, end excluded) by `text`; an insertion where both are equal. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Edited {
  readonly text: string;
  /** Where an offset in the edited text comes from in the original; inserted text comes from its edit's start. */
  readonly originalOffset: (offset: number) => number;
}

interface Segment {
  readonly edited: number;
  readonly original: number;
  /** True where the text was kept as it is, false where an edit put it. */
  readonly kept: boolean;
}

/** Applies edits that do not overlap, in any order; insertions at one place keep the order given. */
export function applyEdits(original: string, edits: readonly Edit[]): Edited {
  const segments: Segment[] = [];
  let text = "";
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    segments.push({ edited: text.length, original: at, kept: true });
    text += original.slice(at, edit.start);
    segments.push({ edited: text.length, original: edit.start, kept: false });
    text += edit.text;
    at = edit.end;
  }
  segments.push({ edited: text.length, original: at, kept: true });
  return { text: text + original.slice(at), originalOffset: (offset) => originalOffset(segments, offset) };
}

function originalOffset(segments: readonly Segment[], offset: number): number {
  const segment = segments.findLast(({ edited }) => edited <= offset);
  if (!segment) return 0;
  return segment.kept ? segment.original + (offset - segment.edited) : segment.original;
}
