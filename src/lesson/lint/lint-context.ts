import type { Anchors } from "../blocks/anchors.ts";
import type { Beside } from "../known-things.ts";
import type { TokenOffsets } from "../markdown/offsets.ts";
import type { SourceText } from "../source-text.ts";

export interface LintContext {
  readonly source: SourceText;
  readonly offsets: TokenOffsets;
  readonly anchors: Pick<Anchors, "cell" | "resolve">;
  /** What is beside the lesson; null if that is not known. */
  readonly beside: Beside | null;
}
