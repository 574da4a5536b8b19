import { ALL_NOTEBOOK_WORDS } from "../export/notebook-words.ts";
import { outsideCode } from "./outside-code.ts";

/**
 * What an export changed in a lesson's Markdown (`lesson/passages`), changed back. Pictures are not among it.
 * @param numberSections whether the numbers at the beginning of headings come from the export.
 */
export function lessonMarkdown(markdown: string, numberSections = false): string {
  return outsideCode(markdown, (text) =>
    (numberSections ? withoutNumbers(text) : text)
      .replace(/\[<sup>\d+<\/sup>\]\(#footnote-([^()\s]+)\)/g, (_, label: string) => `[^${decode(label)}]`)
      .replace(ANCHORED_HEADING, (_, heading: string, id: string, name?: string) =>
        name === undefined ? `${heading} {#${id}}` : `${heading} {#${id} ${name}}`,
      )
      .replace(/\]\(#cell-id=/g, "](#")
      .replace(PICTURE_CAPTION, "$1")
      .replace(CAPTION, "")
      .replace(TABLE_CAPTION, ": $1 {#$2}")
      .replace(EQUATION_ANCHORS, "")
      .replace(/<!-- (\{[^{}\n]*\}) -->/g, "$1")
      .replace(/^<!-- (:::(?: \{[^\n]*\})?) -->$/gm, "$1")
      .replace(FIGURE, ""),
  );
}

/** Headings as the lesson has them: the numbers come from the export, and what has none there gets none again. */
function withoutNumbers(text: string): string {
  return text.replace(
    /^(#{1,6}) (?:\d+(?:\.\d+)* (?=\S)(.*)|(.*\S)[ \t]*)$/gm,
    (_, marks, numbered, unnumbered) =>
      unnumbered === undefined ? `${marks} ${numbered}` : `${marks} ${unnumbered} {.unnumbered}`,
  );
}

/** A heading, its id, and its class. */
const ANCHORED_HEADING = /^(#{1,6} .*?) <a name="([\w-]+)"><\/a>(?:[ \t]*\{(\.unnumbered)\})?[ \t]*$/gm;

/** A label with its number, in any language. */
const LABEL = "\\p{L}+ \\d+";

const ON_PAGE = ALL_NOTEBOOK_WORDS.map(({ figureOnPage }) => literal(figureOnPage)).join("|");

/** What an export puts before and after a figure's caption. */
const FIGURE = new RegExp(
  `^<a name="[\\w-]+"></a>\\n\\n(?:!\\[${LABEL}\\]\\([^()\\n]*\\)\\n\\n)?\\*\\*${LABEL}\\.\\*\\* ?|\\n\\n(?:${ON_PAGE})`,
  "gmu",
);

/** The caption that an export writes below a picture, which has it already. */
const PICTURE_CAPTION = new RegExp(
  `(<!-- \\{[^\\n]*\\} -->)\\n\\n<a name="fig-[\\w-]+"></a>\\*\\*${LABEL}\\.\\*\\*[^\\n]*(?:\\n[^\\n]+)*`,
  "gu",
);
/** What it puts before the caption of a div that is a figure or table. */
const CAPTION = new RegExp(`^<a name="(?:fig|tbl)-[\\w-]+"></a>\\*\\*${LABEL}\\.\\*\\* ?`, "gmu");
const TABLE_CAPTION = new RegExp(
  `^\\*\\*${LABEL}\\.\\*\\* (.*?) <a name="(tbl-[\\w-]+)"></a>[ \\t]*$`,
  "gmu",
);
const EQUATION_ANCHORS = /(?:<a name="eq-[\w-]+"><\/a>)+(?:\n\n)?(?=\$\$|\\begin\{)/g;

/** The text of a theorem without the number and title that an export puts before it. */
export function withoutLabel(markdown: string): string {
  return markdown.replace(/^(?:<a name="[\w-]+"><\/a>)?\*\*[^*\n]+\*\*(?: \([^\n]*\))?\n\n/, "");
}

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
export function unquoted(markdown: string, titles: readonly string[]): string {
  const text = markdown.replace(/^> ?/gm, "");
  const heading = titles.map((title) => `**${title}**\n\n`).find((written) => text.startsWith(written));
  return heading === undefined ? text : text.slice(heading.length);
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
    /^### (?:Exercise|Aufgabe) \d+: (.*?)(?: <a name="[\w-]+"><\/a>)?[ \t]*(?:\n+|$)([\s\S]*)$/.exec(
      markdown,
    ) ?? [];
  return title === undefined || task === undefined ? null : { title: unescaped(title), task };
}

/** Plain text that an export escaped. */
export function unescaped(markdown: string): string {
  return markdown.replace(/\\([\\`*_[\]<>$~&#.)+-])/g, "$1").trim();
}
