import { JSDOM } from "jsdom";
import { renderToString } from "preact-render-to-string";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FigureUse } from "../../../../src/lesson/lesson.ts";
import { FigureView } from "../../../../src/page/article/blocks/figure-view.tsx";
import { ProblemView } from "../../../../src/page/article/blocks/problem-view.tsx";
import { OutputView } from "../../../../src/page/outputs/output-view.tsx";
import { Badge } from "../../../../src/page/shell/badge.tsx";
import { showProblems } from "../../../../src/page/shell/problem-overlay.tsx";
import { showMessage } from "../../../../src/page/ui/dialog.tsx";
import type { FigureId } from "../../../../src/protocol/ids.ts";
import { english } from "../../../../src/words/english/english.ts";
import { german } from "../../../../src/words/german/german.ts";
import { speak } from "../../../../src/words/words.ts";
import { training } from "../training/training.ts";

const pageOf = (html: string): Document => new JSDOM(html).window.document;

function figure(name: string): FigureUse {
  const [id, label] = ["figure-1" as FigureId, "Abbildung 1"];
  const caption = { heading: null, markdown: "X", attachments: [] };
  return { id, name, label, number: 1, caption, captionHtml: "X", captionText: "X", attributes: {} };
}

describe("the language of what stands in a German page", () => {
  beforeEach(() => speak(german));
  afterEach(() => {
    speak(english);
    vi.unstubAllGlobals();
  });

  it("is marked on a built-in figure, and left to the lesson on a course's own", () => {
    const langOf = (name: string) =>
      pageOf(renderToString(<FigureView figure={figure(name)} />))
        .querySelector("[data-figure-host]")
        ?.getAttribute("lang");
    expect([langOf("convolution"), langOf("own")]).toEqual(["de", null]);
  });

  it("is English for what an author got wrong, under a German name", () => {
    const problem = { file: "x.md", line: 1, column: 1, message: "Wrong.", remedy: "Put it right." };
    const view = pageOf(renderToString(<ProblemView problem={problem} />)).querySelector(".problem");
    expect(view?.getAttribute("lang")).toBe("de");
    expect(Array.from(view?.querySelectorAll("[lang=en]") ?? [], (part) => part.textContent)).toEqual([
      "Wrong.",
      "Put it right.",
    ]);
  });

  it("is English for the same in the list over a page in development", () => {
    const { window } = new JSDOM("<!doctype html><html lang='de'>");
    vi.stubGlobal("document", window.document);
    showProblems([{ file: "x.md", line: 1, column: 1, message: "Wrong.", remedy: "Put it right." }]);
    const overlay = window.document.querySelector(".overlay");
    expect(overlay?.getAttribute("lang")).toBe("de");
    expect(overlay?.querySelector("[lang=en]")?.textContent).toBe("Wrong. Put it right.");
  });

  it("is English for the runtime's reasons", () => {
    const backend = { name: "wasm", reason: "The GPU is slower." } as const;
    const badge = renderToString(<Badge status="ready" backend={backend} stepMs={null} memory={null} />);
    expect(pageOf(badge).querySelector(".badge-more p")?.innerHTML).toBe(
      'WASM: <span lang="en">The GPU is slower.</span>',
    );
    const output = { ...training([0.5]), notCompiled: "no step" };
    const note = pageOf(renderToString(<OutputView output={output} />)).querySelector(".out-note");
    expect(note?.innerHTML).toBe('Nicht kompiliert, daher langsamer: <span lang="en">no step</span>.');
  });

  it("is marked on dialogs, which are outside of what was marked before", () => {
    const { window } = new JSDOM("<!doctype html><html lang='de-AT'>");
    // jsdom cannot open them.
    window.HTMLDialogElement.prototype.showModal = () => undefined;
    vi.stubGlobal("document", window.document);
    showMessage("Titel", "Text");
    expect(window.document.querySelector("dialog")?.lang).toBe("de");
  });

  it("is German in what is printed for a figure that is not loaded", () => {
    const host = pageOf(renderToString(<FigureView figure={figure("convolution")} />)).querySelector(
      "[data-not-printed]",
    );
    expect(host?.getAttribute("data-not-printed")).toMatch(/^Diese Abbildung war noch nicht geladen/);
  });
});
