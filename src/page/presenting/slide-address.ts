/** Where a slide is: its section, by the heading's id, and its number among the section's slides, from 1. */
export interface SlideAddress {
  /** Empty for the title. */
  readonly id: string;
  readonly part: number;
}

/** `#convolution` is the first slide of a section, or the one with that figure; `#convolution/2` is the second. */
export function readSlideAddress(hash: string): SlideAddress {
  const [, id = "", part = "1"] = /^#?(.*?)(?:\/(\d{1,4}))?$/.exec(hash) ?? [];
  return { id: decode(id), part: Math.max(1, Number(part)) };
}

export function writeSlideAddress({ id, part }: SlideAddress): string {
  if (id === "") return "";
  return `#${encodeURIComponent(id)}${part > 1 ? `/${part}` : ""}`;
}

/** Whether a page's query asks for slides. */
export function asksForSlides(search: string): boolean {
  return new URLSearchParams(search).has("present");
}

/** The query with the option or without it; everything else stays as it is written. */
export function withSlides(search: string, presenting: boolean): string {
  const others = search
    .replace(/^\?/, "")
    .split("&")
    .filter((part) => part !== "" && !/^present(=|$)/.test(part));
  const parts = presenting ? [...others, "present"] : others;
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A damaged address leads to the title.
    return "";
  }
}
