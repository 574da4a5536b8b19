import type { Renderer } from "../html/render.ts";
import type { TokenOffsets } from "../markdown/offsets.ts";
import type { PassageWriter } from "../passages/passage-writer.ts";
import type { ProblemLog } from "../problem-log.ts";
import type { ReferenceWords } from "../reference-words.ts";
import type { SolutionAccess } from "../solution-access.ts";
import type { SourceText } from "../source-text.ts";
import type { Anchors } from "./anchors.ts";
import type { LessonNumbering } from "./lesson-numbering.ts";
import type { ListedWork } from "./resolve-references.ts";
import type { Twins } from "./twins.ts";

/** What making blocks from tokens needs. */
export interface BlockContext {
  readonly source: SourceText;
  readonly offsets: TokenOffsets;
  readonly log: ProblemLog;
  readonly anchors: Anchors;
  readonly twins: Twins;
  readonly renderer: Renderer;
  readonly passages: PassageWriter;
  readonly solutions: SolutionAccess;
  readonly numbering: LessonNumbering;
  readonly words: ReferenceWords;
  /** What the lesson cites, in the order of the list of references. */
  readonly works: readonly ListedWork[];
}
