import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setImmediate as nextTask } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadLesson } from "../../../src/build/lessons/load-lesson.ts";
import { parseLesson } from "../../../src/lesson/parse-lesson.ts";
import { EVERY_BLOCK } from "../../fixtures/lessons/every-block.ts";
import {
  corpusNotebooks,
  hasSchema,
  lessonFrom,
  notebookOf,
  PIXEL,
  schemaErrors,
} from "../../fixtures/lessons/notebooks.ts";
import { NUMBERED } from "../../fixtures/lessons/numbered.ts";
import { complaints, read, sanitize } from "../../fixtures/lessons/read.ts";

const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><circle r="5"/></svg>\n').toString("base64");

/** A picture of the type that its path says. */
function picture(path: string) {
  return path.endsWith(".svg")
    ? { mediaType: "image/svg+xml", base64: SVG }
    : { mediaType: "image/png", base64: PIXEL };
}

describe("export, import, export", () => {
  it.each(["python", "typescript"] as const)("gives the same bytes for every block, in %s", (language) => {
    const lesson = read(EVERY_BLOCK);
    expect(complaints(lesson)).toEqual([]);
    const once = notebookOf(lesson, language);
    const imported = lessonFrom(once);
    expect(imported.notes).toEqual([]);
    const again = read(imported.text);
    expect(complaints(again)).toEqual([]);
    expect(notebookOf(again, language)).toBe(once);
    if (hasSchema) expect(schemaErrors(once)).toEqual([]);
  });

  describe("of a quiz whose answers were edited in the notebook", () => {
    const edited = (solutions: "open" | "withheld", edit: (notebook: string) => string) => {
      const once = notebookOf(parseLesson("lesson.md", EVERY_BLOCK, { sanitize, solutions }));
      expect(edit(once)).not.toBe(once);
      return lessonFrom(edit(once));
    };

    it.each(["open", "withheld"] as const)(
      "takes over what their text says, if solutions are %s",
      (solutions) => {
        const { text, notes } = edited(solutions, (shown) => shown.replace("- **B.** `24`", "- **B.** `25`"));
        expect(text).toContain("] `25`");
        expect(text).not.toContain("] `24`");
        expect(notes).toEqual([]);
      },
    );

    it("takes over which are right, and why", () => {
      const { text, notes } = edited("open", (shown) => shown.replace("- **B** ✓", "- **B** ✗ No longer."));
      expect(text).toContain("- [ ] `24`\n\n  No longer.");
      expect(notes).toEqual([]);
    });

    it("says so if they are no longer a list, and has them as they were", () => {
      const { text, notes } = edited("open", (shown) => shown.replace("- **B.** `24`", "Either B or C"));
      expect(text).toContain("] `24`");
      expect(JSON.stringify(notes)).toContain("The answers of a quiz, whose list has a different form");
    });
  });

  it("gives the same bytes for a lesson with numbers and references", () => {
    // Of several labels in a formula, a notebook keeps the first.
    const lesson = read(NUMBERED.replace("&= 0 \\label{eq:zero}", "&= 0").replace("eq:zero", "eq:grad"));
    const once = notebookOf(lesson, "python", picture);
    const again = read(lessonFrom(once).text);
    expect(complaints(again)).toEqual([]);
    expect(again.headings).toEqual(lesson.headings);
    expect(notebookOf(again, "python", picture)).toBe(once);
  });

  it("keeps a drawing in SVG as it is, and the path of a file that is no picture", () => {
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg">\n  <circle r="5"/>\n</svg>\n';
    const svg = { mediaType: "image/svg+xml", base64: Buffer.from(drawing).toString("base64") };
    const lesson = read("---\ntitle: x\n---\n\n![A drawing](lesson/drawing.svg) ![A clip](clip.mp4)\n");
    const once = notebookOf(lesson, "python", () => svg);
    const { text, pictures, notes } = lessonFrom(once);
    expect(pictures).toEqual([{ path: "lesson/drawing.svg", base64: svg.base64 }]);
    expect(text).toContain("![A drawing](lesson/drawing.svg) ![A clip](clip.mp4)");
    expect(notes).toEqual([]);
    expect(notebookOf(read(text), "python", () => svg)).toBe(once);
    if (hasSchema) expect(schemaErrors(once)).toEqual([]);
  });

  it.each(["- one", "2. two", "14. Networks", "+ x", "1) y"])("keeps the summary “%s”", (summary) => {
    const once = notebookOf(read(`---\ntitle: "${summary}"\nsummary: "${summary}"\n---\n\nText.\n`));
    const { text, notes } = lessonFrom(once);
    const again = read(text);
    expect([again.title, again.summary, notes]).toEqual([summary, summary, []]);
    expect(notebookOf(again)).toBe(once);
  });

  it.each(["de", "fr"])("keeps what the lesson says, up to the form, in %s", (lang) => {
    const lesson = EVERY_BLOCK.replace("lang: de", `lang: ${lang}`);
    const { text } = lessonFrom(notebookOf(read(lesson)));
    const plain = (source: string) => source.replace(/[ \t]*\n\s*/g, "\n").replace(/\n\n+/g, "\n");
    expect(plain(text)).toBe(plain(lesson));
  });

  describe.each(["convolutional-neural-networks", "writing-lessons"])("of %s", (slug) => {
    it.each(["python", "typescript"] as const)("gives the same bytes in %s", async (language) => {
      const exported = async (file: string) => notebookOf(await loadLesson(resolve(file)), language, picture);
      const once = await exported(`lessons/${slug}.md`);
      const folder = await mkdtemp(join(tmpdir(), "lectern-round-trip-"));
      onTestFinished(() => rm(folder, { recursive: true }));
      // The import has the files of the lesson beside it, as its message asks for.
      await cp("lessons", folder, { recursive: true });
      await writeFile(join(folder, `${slug}.md`), lessonFrom(once, slug).text);
      expect(await exported(join(folder, `${slug}.md`))).toBe(once);
      if (hasSchema) expect(schemaErrors(once)).toEqual([]);
    });
  });

  it("keeps which headings have no number", () => {
    const lesson = read(
      "---\ntitle: x\nnumber-sections: true\n---\n\n## One\n\n## Two {.unnumbered}\n\n## Three {#c .unnumbered}\n",
    );
    const { text } = lessonFrom(notebookOf(lesson));
    expect(read(text).headings).toEqual(lesson.headings);
    expect(notebookOf(read(text))).toBe(notebookOf(lesson));
  });

  const corpus = corpusNotebooks();
  it.skipIf(corpus.length === 0)("gives the same bytes for every notebook of the corpus", async () => {
    for (const { name, json } of corpus) {
      // jsdom keeps what it parses until the task ends.
      await nextTask();
      const once = notebookOf(read(lessonFrom(json).text));
      expect(notebookOf(read(lessonFrom(once).text)), name).toBe(once);
      if (hasSchema) expect(schemaErrors(once), name).toEqual([]);
    }
  });

  it.skipIf(!hasSchema)("knows an invalid notebook", () => {
    const [cell, ...cells] = JSON.parse(notebookOf(read(EVERY_BLOCK))).cells;
    const broken = {
      cells: [{ ...cell, id: "a b" }, ...cells],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    };
    expect(schemaErrors(JSON.stringify(broken))).not.toEqual([]);
  });
});
