import type { Anchors } from "../blocks/anchors.ts";
import type { TokenOffsets } from "../markdown/offsets.ts";

export interface LintContext {
  readonly offsets: TokenOffsets;
  readonly anchors: Pick<Anchors, "cell" | "resolve">;
}
