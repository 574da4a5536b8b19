import { afterEach, describe, expect, test, vi } from "vitest";
import { declaredFiles, type LoadFile } from "../../../../src/page/files/declared-files.ts";
import { fetchLessonFile } from "../../../../src/page/files/fetch-lesson-file.ts";
import type { LessonFile } from "../../../../src/protocol/lesson-file.ts";
import { MODULES_FILE } from "../../../../src/protocol/lesson-modules.ts";

const file = (path: string, bytes = 3): LessonFile => ({ path, bytes, version: "" });
const { signal } = new AbortController();

/** What lies on the server. */
const SERVER: Readonly<Record<string, string>> = {
  "/lessons/a/data/a.csv": "1,2",
  "/lessons/a/secret.txt": "key",
  "/lessons/b/other.txt": "key",
  "/index.html": "key",
};

/** Loads as a page does that appends the path to its address. */
const load: LoadFile = async ({ path }) => {
  const { pathname } = new URL(path, "https://example.org/lessons/a/");
  const content = SERVER[pathname];
  if (content === undefined) throw new Error("404");
  return new Uint8Array(Buffer.from(content)).buffer;
};

const ATTACKS = [
  "secret.txt",
  "data/../secret.txt",
  "../b/other.txt",
  "../../index.html",
  "/index.html",
  "./secret.txt",
  "/lessons/a/secret.txt",
  "https://example.org/index.html",
];

describe("cells get", () => {
  const serve = declaredFiles(() => [file("data/a.csv")], load);

  test("a declared file, also if its path begins with a dot", async () => {
    for (const path of ["data/a.csv", "./data/a.csv", "data/./a.csv"])
      expect(Buffer.from(await serve(path, signal)).toString()).toBe("1,2");
  });

  test.each(ATTACKS)("no other one: %s", async (path) => {
    await expect(serve(path, signal)).rejects.toThrow(/does not declare the file/);
  });

  test.each(ATTACKS)("the control: without the list, %s arrives", async (path) => {
    expect(Buffer.from(await load(file(path), signal)).toString()).toBe("key");
  });

  test.each(["__proto__", "constructor", "toString", "", ".", "data", "data/a.csv/", "DATA/A.CSV"])(
    "nothing for %j",
    async (path) => {
      await expect(serve(path, signal)).rejects.toThrow(/does not declare the file/);
    },
  );

  test("the name of a similar file, or the list", async () => {
    await expect(serve("data/b.csv", signal)).rejects.toThrow('Did you mean "data/a.csv"?');
    await expect(serve("nothing like it", signal)).rejects.toThrow('It declares "data/a.csv".');
  });

  test("no name of a file that Lectern makes for the lesson", async () => {
    const files = [file("data/a.csv"), file(MODULES_FILE)];
    const serving = declaredFiles(() => files, load);
    for (const path of ["nothing like it", "lectern-module.js"])
      await expect(serving(path, signal)).rejects.toThrow(
        /^(?!.*lectern-modules).*It declares "data\/a.csv"\./,
      );
    const alone = declaredFiles(() => [file(MODULES_FILE)], load);
    await expect(alone("a.csv", signal)).rejects.toThrow(/"a\.csv"\. Cells read only/);
  });

  test("what the author declares meanwhile", async () => {
    let files: readonly LessonFile[] = [];
    const following = declaredFiles(() => files, load);
    await expect(following("data/a.csv", signal)).rejects.toThrow();
    files = [file("data/a.csv")];
    expect((await following("data/a.csv", signal)).byteLength).toBe(3);
  });

  test("no file that is cut off, nor another one in its place", async () => {
    const whole = declaredFiles(() => [file("data/a.csv", 4)], load);
    await expect(whole("data/a.csv", signal)).rejects.toThrow(
      "data/a.csv is incomplete, or another file has arrived in its place: it has 3 bytes instead of 4. Reload the page, and run the cell again.",
    );
  });
});

describe("a file of the site", () => {
  afterEach(() => vi.unstubAllGlobals());
  const page = "https://example.org/course/lessons/a/?backend=wasm#part";
  const odd = { path: "data/a b#1?.csv", bytes: 3, version: "?v=7" };

  test("is fetched from beside the page, whatever is in its name", async () => {
    const fetched = vi.fn(async () => new Response("1,2"));
    vi.stubGlobal("fetch", fetched);
    expect((await fetchLessonFile(odd, page, signal)).byteLength).toBe(3);
    expect(String(fetched.mock.calls[0]?.at(0))).toBe(
      "https://example.org/course/lessons/a/data/a%20b%231%3F.csv?v=7",
    );
  });

  test.each([
    [
      "without a connection",
      async () => Promise.reject(new TypeError("failed")),
      "Check your connection, and run the cell again.",
    ],
    ["that is gone", async () => new Response("", { status: 404 }), "the site answered with status 404"],
    [
      "whose connection breaks",
      async () =>
        new Response(
          new ReadableStream({ start: (controller) => controller.error(new TypeError("broken")) }),
        ),
      "Check your connection, and run the cell again.",
    ],
  ])("%s is reported", async (_, answer, message) => {
    vi.stubGlobal("fetch", answer);
    await expect(fetchLessonFile(odd, page, signal)).rejects.toThrow(message);
  });

  test("is no longer loaded when the runtime has ended", async () => {
    const abort = new AbortController();
    vi.stubGlobal("fetch", async () => {
      abort.abort(new Error("ended"));
      throw new TypeError("aborted");
    });
    await expect(fetchLessonFile(odd, page, abort.signal)).rejects.toThrow("ended");
  });
});
