import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { Quizzes } from "../../../../src/page/saving/quizzes.ts";
import type { QuizAnswer } from "../../../../src/protocol/quiz-answer.ts";
import { rightAnswerText } from "../../../../src/protocol/quiz-answer.ts";
import { settle } from "../notebook/scripted-host.ts";

const right = (quiz: string, ...keys: readonly string[]) =>
  keys.map((key) => `#${rightAnswerText(quiz, key)}`);
const DEFINITIONS = [
  { id: "one", keys: ["a", "b", "c"], right: right("one", "b") },
  { id: "several", keys: ["a", "b", "c"], right: right("several", "a", "c") },
];

/** The quizzes of a lesson in which the reader has answered this earlier. */
async function open(saved: Readonly<Record<string, unknown>> = {}, canLoad = true) {
  const stored = new Map<string, unknown>(Object.entries(saved));
  const reviewed = signal<Readonly<Record<string, QuizAnswer>> | null>(null);
  const quizzes = new Quizzes({
    store: {
      load: async () => (canLoad ? new Map(stored) : Promise.reject(new Error("denied"))),
      save: async (quiz, answer) => {
        if (!canLoad) throw new Error("denied");
        if (answer === null) stored.delete(quiz);
        else stored.set(quiz, answer);
      },
    },
    digest: async (text) => `#${text}`,
    reviewed: () => reviewed.value,
  });
  await quizzes.define(DEFINITIONS);
  return { quizzes, stored, reviewed };
}

describe("the answer to a quiz", () => {
  it("is judged once it is checked, until it is changed", async () => {
    const { quizzes } = await open();
    quizzes.choose("one", ["a"]);
    expect(quizzes.verdict("one")).toBeNull();
    quizzes.check("one");
    expect(quizzes.verdict("one")).toEqual({ type: "wrong", keys: new Set(["a"]) });
    expect([...quizzes.attempted.value]).toEqual(["one"]);
    quizzes.choose("one", ["b"]);
    expect(quizzes.verdict("one")).toBeNull();
    expect([...quizzes.right.value]).toEqual([]);
    quizzes.check("one");
    expect(quizzes.verdict("one")).toEqual({ type: "right" });
    expect([...quizzes.right.value]).toEqual(["one"]);
  });

  it.each([
    [["a"], { type: "incomplete" }],
    [["a", "b", "c"], { type: "wrong", keys: new Set(["b"]) }],
    [["c", "a"], { type: "right" }],
    [[], { type: "nothing-chosen" }],
  ])("with several right ones: %j", async (chosen, verdict) => {
    const { quizzes } = await open();
    quizzes.choose("several", chosen);
    quizzes.check("several");
    expect(quizzes.verdict("several")).toEqual(verdict);
    expect(quizzes.attempted.value.has("several")).toBe(chosen.length > 0);
  });

  it("is saved, comes back, and is gone when the reader starts over", async () => {
    const first = await open();
    first.quizzes.choose("one", ["b"]);
    first.quizzes.check("one");
    await settle();
    const again = await open(Object.fromEntries(first.stored));
    await settle();
    expect(again.quizzes.answerOf("one").chosen).toEqual(["b"]);
    expect(again.quizzes.verdict("one")).toEqual({ type: "right" });
    again.quizzes.replace("one", null);
    expect(again.quizzes.answerOf("one")).toEqual({ chosen: [], checked: null });
    await settle();
    expect(again.stored.size).toBe(0);
  });

  it("is no longer judged once its author has corrected its text", async () => {
    const { quizzes } = await open();
    for (const [quiz, chosen] of Object.entries({ one: ["b"], several: ["a", "b"] })) {
      quizzes.choose(quiz, chosen);
      quizzes.check(quiz);
    }
    await quizzes.define([
      { id: "one", keys: ["a", "corrected", "c"], right: right("one", "corrected") },
      { id: "several", keys: ["a", "b", "c"], right: right("several", "b") },
    ]);
    expect(quizzes.answerOf("one")).toEqual({ chosen: [], checked: null });
    expect(quizzes.answerOf("several")).toEqual({ chosen: ["a"], checked: null });
    expect([quizzes.verdict("one"), quizzes.verdict("several")]).toEqual([null, null]);
    expect([...quizzes.attempted.value]).toEqual(["one", "several"]);
    quizzes.choose("one", ["corrected"]);
    quizzes.check("one");
    expect(quizzes.verdict("one")).toEqual({ type: "right" });
  });

  it("is not saved if nothing is chosen when it is checked", async () => {
    const { quizzes, stored } = await open();
    quizzes.check("one");
    expect(quizzes.verdict("one")).toEqual({ type: "nothing-chosen" });
    await settle();
    expect(stored.size).toBe(0);
    quizzes.choose("one", ["a"]);
    quizzes.choose("one", []);
    expect(quizzes.verdict("one")).toBeNull();
    const again = await open({ one: { chosen: [], checked: [] } });
    await settle();
    expect(again.quizzes.verdict("one")).toBeNull();
  });

  it("stays what the reader has chosen before the saved ones were loaded", async () => {
    const page = open({ one: { chosen: ["a"], checked: null }, several: { chosen: ["a"], checked: null } });
    const { quizzes } = await page.then((opened) => {
      opened.quizzes.choose("one", ["c"]);
      return opened;
    });
    await settle();
    expect(quizzes.answerOf("one").chosen).toEqual(["c"]);
    expect(quizzes.answerOf("several").chosen).toEqual(["a"]);
  });

  it("counts in this visit if nothing can be saved, and drops what is damaged", async () => {
    const denied = await open({}, false);
    denied.quizzes.choose("one", ["b"]);
    denied.quizzes.check("one");
    await settle();
    expect([...denied.quizzes.right.value]).toEqual(["one"]);
    const damaged = await open({ one: { chosen: "b" }, several: null });
    await settle();
    expect(damaged.quizzes.answers.size).toBe(0);
  });

  it("counts as checked in a review, which leaves the reader's own as it is", async () => {
    const { quizzes, reviewed } = await open();
    quizzes.choose("one", ["a"]);
    reviewed.value = { one: { chosen: ["b"], checked: null } };
    expect(quizzes.verdict("one")).toEqual({ type: "right" });
    expect(quizzes.answerOf("several").chosen).toEqual([]);
    expect(quizzes.answers.get("one")?.chosen).toEqual(["a"]);
    reviewed.value = null;
    expect(quizzes.answerOf("one").chosen).toEqual(["a"]);
  });
});
