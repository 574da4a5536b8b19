import { decodeHTMLStrict } from "entities";
import type { Token } from "marked";
import { openContainers } from "../html/html-tags.ts";
import { linkTarget } from "../html/link-target.ts";
import type { Numbering } from "../html/numbering.ts";
import type { Attachment, Passage } from "../lesson.ts";
import type { Footnote } from "../markdown/footnotes.ts";
import { headingAttributes, isHeading } from "../markdown/heading-syntax.ts";
import { descendants } from "../markdown/offsets.ts";
import type { ResolveFragment } from "../other-lesson.ts";
import { createAttachmentNames } from "./attachment-names.ts";
import { footnoteName, namedAnchor, type PortableContext, portableEdits } from "./portable-token.ts";
import { editedSource } from "./source-edits.ts";

/** Writes parts of a lesson as Markdown for notebooks. */
export interface PassageWriter {
  /** Prose in passages, each of which (except the first) begins with a heading. */
  readonly prose: (tokens: readonly Token[]) => readonly Passage[];
  readonly caption: (tokens: readonly Token[]) => Passage;
  /** The list of footnotes. */
  readonly footnotes: (footnotes: readonly Footnote[]) => Passage;
}

interface LessonAnchors {
  readonly heading: (token: Token) => string;
  readonly resolve: ResolveFragment;
}

export function createPassageWriter(
  tokens: readonly Token[],
  anchors: LessonAnchors,
  numbering: Numbering,
): PassageWriter {
  const linked = linkedIds(tokens, anchors.resolve);
  const names = createAttachmentNames();
  const write = (some: readonly Token[]): Passage => {
    const attachments = new Map<string, Attachment>();
    const portable = (inside: readonly Token[]): string =>
      editedSource(inside, (token, inTable) => portableEdits(token, inTable, context));
    const context: PortableContext = {
      headingName: (token) => headingName(token, anchors, linked),
      fragment: (fragment) => notebookFragment(fragment, anchors.resolve),
      attachment(path) {
        const attachment = names.of(path);
        attachments.set(path, attachment);
        return attachment;
      },
      numbering,
      markdown: (inside) => portable(inside).trim(),
    };
    const heading = some.find(({ type }) => type !== "space");
    return {
      heading: heading !== undefined && isHeading(heading) ? anchors.heading(heading) : null,
      markdown: portable(some).replace(/^\s*\n|\s+$/g, ""),
      attachments: [...attachments.values()],
    };
  };
  return {
    prose: (prose) =>
      splitAtHeadings(prose)
        .map(write)
        .filter(({ markdown }) => markdown !== ""),
    caption: write,
    footnotes: (footnotes) =>
      joinPassages(
        footnotes.map((footnote, index) => item(footnote, index + 1, write)),
        "\n",
      ),
  };
}

/** The id of a heading if the author gave it, or a link leads to it; null for others. */
function headingName(token: Token, anchors: LessonAnchors, linked: ReadonlySet<string>): string | null {
  const id = anchors.heading(token);
  const isNamed = isHeading(token) && headingAttributes(token).id !== null;
  return isNamed || linked.has(id) ? id : null;
}

/** The ids to which links of the lesson lead. */
function linkedIds(tokens: readonly Token[], resolve: ResolveFragment): ReadonlySet<string> {
  const ids = [...descendants(tokens)].flatMap((token) => {
    if (token.type !== "link" || !("href" in token)) return [];
    const target = linkTarget(decodeHTMLStrict(String(token["href"])));
    return target.type === "anchor" ? [resolve(target.fragment)] : [];
  });
  return new Set(ids.filter((id) => id !== null));
}

const CELL = /^cell-/;

/** Cells are reached by the names that Jupyter gives them. */
function notebookFragment(fragment: string, resolve: ResolveFragment): string {
  const id = resolve(fragment);
  return id !== null && id !== fragment && CELL.test(id) ? id.replace(CELL, "cell-id=") : fragment;
}

function splitAtHeadings(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const passages: Token[][] = [[]];
  let open: readonly string[] = [];
  for (const token of tokens) {
    if (token.type === "html") open = openContainers(token.raw, open);
    // An HTML element has to end in the cell in which it begins.
    if (isHeading(token) && open.length === 0) passages.push([token]);
    else passages.at(-1)?.push(token);
  }
  return passages;
}

/** A footnote as an item of an ordered list. */
function item(
  { label, content }: Footnote,
  number: number,
  write: (tokens: readonly Token[]) => Passage,
): Passage {
  const marker = `${number}. `;
  const { markdown, attachments } = write(content);
  const indented = markdown.replace(/\n(?=[^\n])/g, `\n${" ".repeat(marker.length)}`);
  return { heading: null, markdown: `${marker}${namedAnchor(footnoteName(label))}${indented}`, attachments };
}

/** Passages as one. */
function joinPassages(passages: readonly Passage[], separator = "\n\n"): Passage {
  const attachments = new Map(
    passages.flatMap((each) => each.attachments.map((one) => [one.name, one] as const)),
  );
  return {
    heading: passages[0]?.heading ?? null,
    markdown: passages.map(({ markdown }) => markdown).join(separator),
    attachments: [...attachments.values()],
  };
}
