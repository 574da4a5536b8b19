import type { Found } from "../../search/find.ts";
import type { TextPart } from "../../search/terms.ts";
import { addressOf } from "./address-of.ts";

interface FoundItemProps {
  readonly found: Found;
  readonly close: () => void;
}

/** A section that was found, as a link to it. */
export function FoundItem({ found, close }: FoundItemProps) {
  const { lessonTitle, title, passage, lang } = found;
  const isWhole = title.map(({ text }) => text).join("") === lessonTitle;
  return (
    <li>
      <a class="search-result" href={addressOf(found, document)} lang={lang} onClick={close}>
        {isWhole ? null : <span class="search-lesson">{lessonTitle}</span>}
        <span class="search-title">
          <Marked parts={title} />
        </span>
        <span class="search-passage">
          <Marked parts={passage} />
        </span>
      </a>
    </li>
  );
}

function Marked({ parts }: { readonly parts: readonly TextPart[] }) {
  return <>{parts.map(({ text, isMatch }, index) => (isMatch ? <mark key={index}>{text}</mark> : text))}</>;
}
