import { describe, expect, test } from "vitest";
import { answerRange } from "../../../src/offline/answer-range.ts";

const film = () => new Response("0123456789", { headers: { "Content-Type": "video/mp4" } });

describe("a stored file", () => {
  test.each([
    ["bytes=0-", "0123456789", "bytes 0-9/10"],
    ["bytes=2-4", "234", "bytes 2-4/10"],
    ["bytes=8-99", "89", "bytes 8-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
  ])("is answered in part for %s", async (range, text, contentRange) => {
    const answer = await answerRange(film(), range);
    expect([answer.status, await answer.text()]).toEqual([206, text]);
    expect(answer.headers.get("Content-Range")).toBe(contentRange);
    expect(answer.headers.get("Content-Type")).toBe("video/mp4");
  });

  test.each([null, "bytes=-", "bytes=0-1,4-5", "lines=1-2"])("is answered in whole for %s", async (range) => {
    const answer = await answerRange(film(), range);
    expect([answer.status, await answer.text()]).toEqual([200, "0123456789"]);
  });

  test("has nothing after its end", async () => {
    const answer = await answerRange(film(), "bytes=10-");
    expect([answer.status, answer.headers.get("Content-Range")]).toEqual([416, "bytes */10"]);
  });
});
