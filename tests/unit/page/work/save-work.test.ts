import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LessonParts } from "../../../../src/page/work/lesson-parts.ts";
import { saveWork } from "../../../../src/page/work/save-work.ts";
import { MAXIMUM_FILE_BYTES, type SavedModel } from "../../../../src/page/work/work-file.ts";
import { cellId } from "../notebook/scripted-host.ts";
import { openParts } from "./lesson-page.ts";

/** The names of the files that the browser was given. */
const files: string[] = [];

/** A lesson whose cell `a` has this text. */
function typed(source: string): LessonParts {
  const page = openParts();
  page.edits.type(cellId("a"), source, () => []);
  return page.parts;
}

const model: SavedModel = {
  variable: "model",
  artifacts: {
    format: "layers-model",
    generatedBy: "TensorFlow.js",
    modelTopology: {},
    weightSpecs: [{ name: "w", shape: [2], dtype: "float32" }],
    weightData: btoa("12345678"),
  },
};

/** Stands for a file of many weights, which would take seconds to make. */
class LargeBlob extends Blob {
  override get size() {
    return MAXIMUM_FILE_BYTES + 1;
  }
}

describe("the file with the reader's work", () => {
  beforeEach(() => {
    files.length = 0;
    const { window } = new JSDOM();
    window.HTMLAnchorElement.prototype.click = function click() {
      files.push(this.download);
    };
    vi.stubGlobal("document", window.document);
    vi.useFakeTimers({ toFake: ["setTimeout"] });
  });

  afterEach(() => {
    vi.runAllTimers();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("is given to the browser", async () => {
    expect(await saveWork(typed("mine"), "Ada", [model])).toBeNull();
    expect(files).toEqual(["lesson-work-ada.json"]);
  });

  it.each<[what: string, advice: RegExp, parts: () => LessonParts]>([
    ["a cell", /these have more: a\. Copy your code/, () => typed("x".repeat(200_001))],
    ["the title", /shorter title/, () => ({ ...typed("mine"), title: "x".repeat(201) })],
  ])("is not saved if %s is too long to be read again", async (_, advice, parts) => {
    expect(await saveWork(parts(), "Ada", [model])).toMatch(advice);
    expect(files).toEqual([]);
  });

  it("is not saved if its weights are too large together", async () => {
    vi.stubGlobal("Blob", LargeBlob);
    expect(await saveWork(typed("mine"), "Ada", [model])).toMatch(/101 MB.*at most 100.*without the weights/);
    expect(files).toEqual([]);
  });
});
