import { describe, expect, it } from "vitest";
import { type PageDecision, type PrintUnit, planPages } from "../../../../src/page/printing/plan-pages.ts";

/** Pages of 1000 pixels, on which a part may leave 120 empty, and code 300. */
const PAGE = 1000;

const unit = (type: PrintUnit["type"], height: number, more: Partial<PrintUnit> = {}): PrintUnit => ({
  type,
  height,
  gap: 0,
  lineHeight: type === "text" ? 20 : 0,
  drawn: type === "figure" || type === "code" ? height : 0,
  smallest: 0.8,
  movable: null,
  ...more,
});
const text = (height: number, movable: PrintUnit["movable"] = "end") => unit("text", height, { movable });
const heading = unit("heading", 40, { gap: 20 });

/** All decisions, by the index of the part. */
function plan(...units: readonly PrintUnit[]) {
  return planWithout(null, ...units);
}

/** All decisions if those of one type cannot be carried out. */
function planWithout(declined: PageDecision["type"] | null, ...units: readonly PrintUnit[]) {
  const decisions: Record<number, PageDecision> = {};
  planPages(units, PAGE, ({ index, decision, next }) => {
    decisions[index] = decision;
    const isDone = decision.type !== declined;
    return { isDone, used: isDone ? next.used : (units[index]?.height ?? 0) };
  });
  return decisions;
}

describe("a figure that does not fit on its page", () => {
  it("is drawn smaller if that is enough, with its caption as it is, and a little room for what is estimated", () => {
    expect(plan(text(600), unit("figure", 450, { drawn: 400 }))).toEqual({
      1: { type: "shrink", scale: 1 - 60 / 400 },
    });
    expect(plan(text(600), unit("figure", 400))).toEqual({});
  });

  it("comes after text that fills the page, which may be continued above it", () => {
    expect(plan(text(600), unit("figure", 700), text(200), text(160), text(60))).toEqual({
      1: { type: "after", count: 2 },
    });
    expect(plan(text(600), unit("figure", 700), text(500))).toEqual({ 1: { type: "after", count: 1 } });
    expect(plan(text(600), unit("figure", 950), text(500))).toEqual({});
  });

  it("stays above text that could not be moved, which takes room on its page", () => {
    const units = [text(600), unit("figure", 700), text(200), text(160), unit("figure", 350)];
    expect(plan(...units)).toEqual({
      1: { type: "after", count: 2 },
      4: { type: "shrink", scale: 1 - 60 / 350 },
    });
    expect(planWithout("after", ...units)).toEqual({ 1: { type: "after", count: 2 } });
  });

  it("does not divide what belongs together, and stays above headings and exercises", () => {
    expect(plan(text(600), unit("figure", 700), text(200, "with-next"), unit("block", 300))).toEqual({});
    const formula = unit("block", 100, { movable: "end" });
    expect(plan(text(600), unit("figure", 700), text(200, "with-next"), formula)).toEqual({
      1: { type: "after", count: 2 },
    });
    expect(plan(text(600), unit("figure", 700), heading, text(200))).toEqual({});
    expect(plan(text(600), unit("figure", 700), text(200, null))).toEqual({});
  });

  it("lets the headings of sections pass if much of the page would stay empty", () => {
    const section = { ...heading, movable: "with-next" } as const;
    expect(plan(text(500), unit("figure", 700), text(60), section, text(100))).toEqual({
      1: { type: "after", count: 3 },
    });
    expect(plan(text(500), unit("figure", 700), text(220), section, text(100))).toEqual({
      1: { type: "after", count: 1 },
    });
  });

  it("has what follows as far below it as the text was that is above it now", () => {
    const above = { ...text(300), gap: 40 };
    // With 40 pixels less, the second text would end on the page of the first figure, and the second figure fit on the next.
    expect(plan(text(600), unit("figure", 700), above, text(280, null), unit("figure", 960))).toMatchObject({
      1: { type: "after", count: 1 },
      4: { type: "shrink" },
    });
  });

  it("goes to the next page if little stays empty, and those after it follow from there", () => {
    const figure = unit("figure", 500);
    expect(plan(text(900), figure, text(300), figure)).toEqual({});
    expect(plan(text(900), figure, text(300), unit("figure", 230))).toEqual({
      3: { type: "shrink", scale: 1 - 40 / 230 },
    });
  });
});

describe("code that does not fit on its page", () => {
  const cell = (height: number) => unit("code", height, { smallest: 0.9 });

  it("is drawn smaller, or continued on the next page if much would stay empty", () => {
    expect(plan(text(600), cell(420))).toEqual({ 1: { type: "shrink", scale: 1 - 30 / 420 } });
    expect(plan(text(600), cell(800))).toEqual({ 1: { type: "split" } });
    expect(plan(text(800), cell(800))).toEqual({});
    // The part on the next page takes 400 there.
    expect(plan(text(600), cell(800), text(550), unit("figure", 60))).toEqual({ 1: { type: "split" } });
  });

  it("is not continued for a few lines", () => {
    expect(plan(text(600), cell(500))).toEqual({});
  });

  it("is continued for some lines if most of the page would stay empty", () => {
    expect(plan(text(300), { ...cell(780), smallest: 1 })).toEqual({ 1: { type: "split" } });
    expect(plan(text(300), cell(750))).toEqual({ 1: { type: "shrink", scale: 1 - 60 / 750 } });
    expect(plan(text(300), { ...cell(750), smallest: 1 })).toEqual({});
  });
});

describe("headings", () => {
  it("stay with what they are above", () => {
    // With the heading, 50 pixels less are left.
    expect(plan(text(600), heading, unit("figure", 370))).toEqual({
      2: { type: "shrink", scale: 1 - 40 / 370 },
    });
    // The heading goes to the next page with the text, which leaves room for the figure there.
    expect(plan(text(940), heading, text(40), unit("figure", 900))).toEqual({});
  });

  it("at the end are no reason to go on", () => {
    expect(plan(text(600), heading, heading)).toEqual({});
  });
});

it("ends with parts that are higher than a page", () => {
  expect(plan(unit("figure", 2500), unit("code", 2500), unit("block", 990))).toEqual({
    1: { type: "split" },
  });
});
