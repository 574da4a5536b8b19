import type { ComponentChildren } from "preact";
import { words } from "../../words/words.ts";

/** Marks a lesson that only its author sees. */
export function DraftMark({ children }: { readonly children: ComponentChildren }) {
  return (
    <p class="draft-mark" lang={words.language}>
      {children}
    </p>
  );
}
