import { words } from "../../../words/words.ts";
import { ScrollBox } from "../../ui/scroll-box.tsx";

interface ListingViewProps {
  readonly language: string;
  readonly html: string;
}

/** Code that cannot be run. */
export function ListingView({ language, html }: ListingViewProps) {
  return (
    <ScrollBox class="listing" label={words.article.listing(language || "text")}>
      <pre data-language={language}>
        <code dangerouslySetInnerHTML={{ __html: html }} />
      </pre>
    </ScrollBox>
  );
}
