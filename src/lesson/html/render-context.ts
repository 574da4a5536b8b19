import type { Token } from "marked";
import type { Beside } from "../known-things.ts";
import type { TokenOffsets } from "../markdown/offsets.ts";
import type { ResolveFragment } from "../other-lesson.ts";
import type { ProblemLog } from "../problem-log.ts";
import type { ReferenceWords } from "../reference-words.ts";
import type { Macros } from "./macros.ts";
import type { Numbering } from "./numbering.ts";
import type { Sanitize } from "./sanitizer.ts";

/** What rendering needs to know of the lesson. */
export interface RenderContext {
  readonly offsets: TokenOffsets;
  readonly log: ProblemLog;
  /** Null if only the problems are wanted: no HTML is made then. */
  readonly sanitize: Sanitize | null;
  readonly anchors: {
    /** The id of a heading. */
    readonly heading: (token: Token) => string;
    readonly resolve: ResolveFragment;
  };
  /** The TeX macros that a formula can use. */
  readonly macros: (token: Token) => Macros;
  readonly numbering: Numbering;
  /** In the language of the lesson. */
  readonly words: ReferenceWords;
  /** What is beside the lesson; null if that is not known. */
  readonly beside: Beside | null;
}
