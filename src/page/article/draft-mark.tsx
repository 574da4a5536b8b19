import type { ComponentChildren } from "preact";
import { PAGE_LANGUAGE } from "../ui/page-language.ts";

/** Marks a lesson that only its author sees. */
export function DraftMark({ children }: { readonly children: ComponentChildren }) {
  return (
    <p class="draft-mark" lang={PAGE_LANGUAGE}>
      {children}
    </p>
  );
}
