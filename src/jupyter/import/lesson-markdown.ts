import { FIGURE_ON_PAGE } from "../export/words.ts";
import { outsideCode } from "./outside-code.ts";

/** What an export changed in a lesson's Markdown (`lesson/passages`), changed back. Pictures are not among it. */
export function lessonMarkdown(markdown: string): string {
  return outsideCode(markdown, (text) =>
    text
      .replace(/\[<sup>\d+<\/sup>\]\(#footnote-([^()\s]+)\)/g, (_, label: string) => `[^${decode(label)}]`)
      .replace(/^(#{1,6} .*?) <a name="([\w-]+)"><\/a>[ \t]*$/gm, "$1 {#$2}")
      .replace(/\]\(#cell-id=/g, "](#")
      .replace(/<!-- (\{[^{}\n]*\}) -->/g, "$1")
      .replace(/^<!-- (:::(?: \{[^\n]*\})?) -->$/gm, "$1")
      .replace(FIGURE, ""),
  );
}

/** What an export puts before and after a figure's caption. */
const FIGURE = new RegExp(
  `^<a name="[\\w-]+"></a>\\n\\n(?:!\\[Figure \\d+\\]\\([^()\\n]*\\)\\n\\n)?\\*\\*Figure \\d+\\.\\*\\* ?|\\n\\n${literal(FIGURE_ON_PAGE)}`,
  "gm",
);

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function decode(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}

/** The contents of a quote that was a callout. */
export function unquoted(markdown: string, title: string): string {
  const text = markdown.replace(/^> ?/gm, "");
  const heading = `**${title}**\n\n`;
  return title !== "" && text.startsWith(heading) ? text.slice(heading.length) : text;
}

/** What is behind a disclosure. */
export function disclosed(markdown: string): string {
  const [, inside] =
    /^<details>\n<summary>[^\n]*<\/summary>\n\n([\s\S]*?)\n\n<\/details>\s*$/.exec(markdown) ?? [];
  return inside ?? markdown;
}

/** Footnotes from the items of an ordered list; other text stays. */
export function footnotes(markdown: string): string {
  let indent = 0;
  return markdown
    .split("\n")
    .map((line) => {
      const [, marker, label, text] = /^(\d+\. )<a name="footnote-([^"]+)"><\/a>(.*)$/.exec(line) ?? [];
      if (marker !== undefined && label !== undefined) {
        const gap = indent > 0 ? "\n" : "";
        indent = marker.length;
        return `${gap}[^${decode(label)}]: ${text}`;
      }
      return indent > 0 && line.startsWith(" ".repeat(indent)) ? `    ${line.slice(indent)}` : line;
    })
    .join("\n");
}

/** The title of an exercise, and its task. */
export function exerciseTitle(markdown: string): { readonly title: string; readonly task: string } | null {
  const [, title, task] =
    /^### Exercise \d+: (.*?)(?: <a name="[\w-]+"><\/a>)?[ \t]*(?:\n+|$)([\s\S]*)$/.exec(markdown) ?? [];
  return title === undefined || task === undefined ? null : { title: unescaped(title), task };
}

/** Plain text that an export escaped. */
export function unescaped(markdown: string): string {
  return markdown.replace(/\\([\\`*_[\]<>$~&#.)+-])/g, "$1").trim();
}
