import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import type { Block, Exercise, Lesson } from "../lesson/lesson.ts";
import { type ReferenceWords, referenceWords } from "../lesson/reference-words.ts";
import { assertNever } from "../protocol/assert-never.ts";
import type { SearchSection } from "./search-index.ts";

/**
 * The sections of a lesson, for its search: what a reader sees at once. Hints and solutions are not among them, since a
 * search would give them away, and neither are notes for the speaker.
 */
export function lessonSections(lesson: Lesson): SearchSection[] {
  const writer = new SectionWriter(lesson);
  writer.addBlock(lesson.summary);
  writeBlocks(lesson.blocks, writer);
  return writer.sections();
}

interface Draft {
  readonly fragment: string;
  readonly title: string;
  readonly texts: string[];
}

class SectionWriter {
  readonly #lesson: string;
  /** In the language of the lesson. */
  readonly words: ReferenceWords;
  readonly #drafts: Draft[] = [];
  #current: Draft;

  constructor({ slug, title, lang }: Pick<Lesson, "slug" | "title" | "lang">) {
    this.#lesson = slug;
    this.words = referenceWords(lang);
    this.#current = this.begin("", title);
  }

  begin(fragment: string, title: string): Draft {
    this.#current = { fragment, title, texts: [] };
    this.#drafts.push(this.#current);
    return this.#current;
  }

  /** Adds a part of a paragraph. */
  add(text: string): void {
    this.#current.texts.push(text);
  }

  /** Adds a separate part, whose words do not join those of others. */
  addBlock(text: string): void {
    this.add(` ${text} `);
  }

  /** Writes a part with a title of its own in the middle of a section, which continues after it. */
  within(fragment: string, title: string, write: () => void): void {
    const around = this.#current;
    this.begin(fragment, title);
    write();
    this.#current = around;
  }

  sections(): SearchSection[] {
    // Raw HTML may use an id twice.
    return this.#drafts.map(({ fragment, title, texts }, index) => ({
      id: `${this.#lesson}#${index}`,
      lesson: this.#lesson,
      fragment,
      title,
      text: texts.join("").replace(/\s+/g, " ").trim(),
    }));
  }
}

function writeBlocks(blocks: readonly Block[], writer: SectionWriter): void {
  for (const block of blocks) writeBlock(block, writer);
}

function writeBlock(block: Block, writer: SectionWriter): void {
  switch (block.type) {
    case "prose":
      if (block.footnotes)
        writer.within("footnote-1", writer.words.footnotes, () => writeHtml(block.html, writer));
      else writeHtml(block.html, writer);
      return;
    case "listing":
      writer.addBlock(block.source);
      return;
    case "cell":
      writer.addBlock(block.cell.source);
      return;
    case "figure":
      writer.addBlock(block.figure.captionText);
      return;
    case "exercise":
      writeExercise(block.exercise, writer);
      return;
    case "div":
      writeDiv(block, writer);
      return;
    case "notes":
    case "problem":
      return;
    default:
      assertNever(block);
  }
}

/** A theorem is found by its number and title, and a figure or table by its caption. */
function writeDiv({ id, label, blocks }: Extract<Block, { type: "div" }>, writer: SectionWriter): void {
  if (label?.type === "theorem" && id !== null) {
    const [node] = parseFragment(`<span>${label.html}</span>`).childNodes;
    const title = node === undefined ? "" : textOf(node);
    writer.within(id, title === "" ? label.text : `${label.text} (${title})`, () =>
      writeBlocks(blocks, writer),
    );
    return;
  }
  writeBlocks(blocks, writer);
  if (label !== null) writeHtml(` ${label.html} `, writer);
}

function writeExercise({ id, title, task, starter, quiz }: Exercise, writer: SectionWriter): void {
  writer.within(id, title, () => {
    writeBlocks(task, writer);
    if (starter !== null) writer.addBlock(starter.cell.source);
    for (const { html } of quiz?.answers ?? []) writeHtml(` ${html} `, writer);
  });
}

type Node = DefaultTreeAdapterTypes.ChildNode;

function writeHtml(html: string, writer: SectionWriter): void {
  for (const node of parseFragment(html).childNodes)
    readNode(node, {
      text: (text) => writer.add(text),
      heading: (id, heading) => void writer.begin(id, textOf(heading)),
    });
}

interface Reader {
  readonly text: (text: string) => void;
  readonly heading: (id: string, node: Node) => void;
}

function textOf(node: Node): string {
  const texts: string[] = [];
  const text = (part: string): void => void texts.push(part);
  const reader: Reader = { text, heading: () => undefined };
  if ("childNodes" in node) for (const child of node.childNodes) readNode(child, reader);
  return texts.join("").replace(/\s+/g, " ").trim();
}

/** Reads what readers see: the letters of a formula, the description of a picture. */
function readNode(node: Node, reader: Reader): void {
  if ("value" in node) {
    reader.text(node.value.replace(INVISIBLE, ""));
    return;
  }
  const id = HEADING.test(node.nodeName) ? attribute(node, "id") : null;
  if (id !== null) reader.heading(id, node);
  else if (node.nodeName === "img") reader.text(` ${attribute(node, "alt") ?? ""} `);
  else if ("childNodes" in node && !isSkipped(node)) {
    // The words of two paragraphs are two words.
    const apart = BLOCK.test(node.nodeName) ? " " : "";
    reader.text(apart);
    for (const child of node.childNodes) readNode(child, reader);
    reader.text(apart);
  }
}

const HEADING = /^h[2-6]$/;
const BLOCK =
  /^(?:p|div|section|blockquote|pre|h\d|[uod]l|li|d[td]|table|t[rhd]|br|fig\w+|details|summary|mt[rd])$/;
/** The signs between a function and its argument, and between factors. */
const INVISIBLE = /[\u2061-\u2064]/g;

/** What readers do not see, or not as text: a formula's second drawing and its TeX, marks of footnotes. */
function isSkipped(node: Node): boolean {
  if (["annotation", "svg", "script", "style"].includes(node.nodeName)) return true;
  const classes = attribute(node, "class")?.split(" ") ?? [];
  return classes.some((name) => ["katex-html", "footnote-ref", "footnote-back"].includes(name));
}

function attribute(node: Node, name: string): string | null {
  return "attrs" in node ? (node.attrs.find((each) => each.name === name)?.value ?? null) : null;
}
