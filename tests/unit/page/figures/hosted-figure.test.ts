import { beforeEach, describe, expect, test } from "vitest";
import type { Figure } from "../../../../src/figures/figure.ts";
import { HostedFigure } from "../../../../src/page/figures/hosted-figure.ts";

let log: string[];
let hosted: HostedFigure;
/** Parts that the figure asks for while its first part is drawn. */
let parts: readonly string[];
let mountError: Error | null;

const FIGURE = {} as Figure;

beforeEach(() => {
  log = [];
  parts = [];
  mountError = null;
  hosted = new HostedFigure({
    showLoading: () => () => undefined,
    mount() {
      if (mountError !== null) throw mountError;
      log.push("mount");
      for (const part of parts) hosted.addPart(() => log.push(part));
      return () => log.push("remove");
    },
    markDrawn: () => log.push("drawn"),
    showError({ message }) {
      log.push(message);
      return () => log.push("remove message");
    },
  });
});

describe("a figure on the page", () => {
  test("is loaded, and drawn at once if it has one part", () => {
    expect(hosted.state).toBe("waiting");
    expect(hosted.startLoading()).toBe(true);
    expect(hosted.state).toBe("loading");
    hosted.begin(FIGURE);
    expect(hosted.state).toBe("drawn");
    expect(log).toEqual(["mount", "drawn"]);
  });

  test("is drawn part by part, and counts as drawn after the last", () => {
    parts = ["grid", "player"];
    hosted.startLoading();
    hosted.begin(FIGURE);
    hosted.drawPart();
    expect([hosted.state, log]).toEqual(["drawing", ["mount", "grid"]]);
    hosted.drawPart();
    expect([hosted.state, log]).toEqual(["drawn", ["mount", "grid", "player", "drawn"]]);
    hosted.drawPart();
    expect(log).toHaveLength(4);
  });

  test("waits for parts that a part asks for", () => {
    hosted.startLoading();
    parts = ["outer"];
    hosted.begin(FIGURE);
    hosted.addPart(() => hosted.addPart(() => log.push("inner")));
    hosted.drawPart();
    hosted.drawPart();
    expect(hosted.state).toBe("drawing");
    hosted.drawPart();
    expect(log).toEqual(["mount", "outer", "inner", "drawn"]);
  });

  test("draws what is added after it was drawn", () => {
    hosted.begin(FIGURE);
    hosted.addPart(() => log.push("late"));
    expect(log).toEqual(["mount", "drawn", "late"]);
  });

  test("is loaded once", () => {
    expect([hosted.startLoading(), hosted.startLoading()]).toEqual([true, false]);
  });

  test("shows why it could not be loaded", () => {
    hosted.startLoading();
    hosted.begin(new Error("offline"));
    expect([hosted.state, log]).toEqual(["failed", ["offline"]]);
    hosted.remove();
    expect(log).toEqual(["offline", "remove message"]);
  });

  test("can be loaded again after that, without the message", () => {
    hosted.startLoading();
    hosted.begin(new Error("offline"));
    expect(hosted.startLoading()).toBe(true);
    hosted.begin(FIGURE);
    expect([hosted.state, log]).toEqual(["drawn", ["offline", "remove message", "mount", "drawn"]]);
  });

  test("that throws in a later part is removed, with the reason", () => {
    hosted.startLoading();
    parts = ["grid"];
    hosted.begin(FIGURE);
    hosted.addPart(() => {
      throw new Error("out of range");
    });
    hosted.drawPart();
    hosted.drawPart();
    expect([hosted.state, log]).toEqual(["failed", ["mount", "grid", "remove", "out of range"]]);
  });

  test("shows why it could not be drawn", () => {
    mountError = new Error("bad attributes");
    hosted.begin(FIGURE);
    expect([hosted.state, log]).toEqual(["failed", ["bad attributes"]]);
  });
});

describe("a figure that is printed", () => {
  test("is drawn as a whole before it came near", () => {
    parts = ["grid", "player"];
    hosted.drawAll(FIGURE);
    expect([hosted.state, log]).toEqual(["drawn", ["mount", "grid", "player", "drawn"]]);
    expect(hosted.startLoading()).toBe(false);
  });

  test("is not drawn again when its loading ends later", () => {
    hosted.startLoading();
    hosted.drawAll(FIGURE);
    hosted.begin(FIGURE);
    expect(log).toEqual(["mount", "drawn"]);
  });

  test("gets the parts that are left", () => {
    parts = ["grid", "player"];
    hosted.begin(FIGURE);
    hosted.drawPart();
    hosted.drawAll(FIGURE);
    expect(log).toEqual(["mount", "grid", "player", "drawn"]);
  });
});

describe("a figure that is removed", () => {
  test("is not loaded, if it was waiting", () => {
    hosted.remove();
    expect([hosted.state, hosted.startLoading(), log]).toEqual(["removed", false, []]);
  });

  test("is not drawn, if it was loading", () => {
    hosted.startLoading();
    hosted.remove();
    hosted.begin(FIGURE);
    expect([hosted.state, log]).toEqual(["removed", []]);
  });

  test("draws no further part, and is removed once", () => {
    parts = ["grid"];
    hosted.begin(FIGURE);
    hosted.remove();
    hosted.drawPart();
    hosted.remove();
    expect([hosted.state, log]).toEqual(["removed", ["mount", "remove"]]);
  });
});
