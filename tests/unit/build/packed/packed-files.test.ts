import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { base64Parts } from "../../../../src/build/packed/pack.ts";
import { packFiles } from "../../../../src/build/packed/packed-files.ts";
import { packedDelivery } from "../../../../src/page/delivery/packed-delivery.ts";
import type { LessonFile } from "../../../../src/protocol/lesson-file.ts";
import { MODULE_TYPES_FILE, MODULES_FILE } from "../../../../src/protocol/lesson-modules.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const file = (path: string, bytes: number): LessonFile => ({ path, bytes, version: "" });
const { signal } = new AbortController();

test("the files that cells read come out of an exported page as they are, and no others", async () => {
  const large = Uint8Array.from({ length: 9_000_000 }, (_, index) => (index * index) % 253);
  const folder = await temporaryFolder({
    'a "b".csv': "x\n1\n",
    "copy.csv": "x\n1\n",
    "large.bin": large,
    "secret.txt": "key",
  });
  const files = [
    file('a "b".csv', 4),
    file("copy.csv", 4),
    file("large.bin", large.length),
    file("__proto__", 1),
  ];
  const { names, contents } = await packFiles({ files, modulesCode: null, moduleTypes: null }, folder);
  expect([...contents.keys()]).toHaveLength(2);
  for (const [name, content] of contents) {
    // It becomes an attribute of the page, and the name of a script.
    expect(name).toMatch(/^files\/[0-9a-f]{32}\.gz$/);
    expect(gunzipSync(content).length).toBeGreaterThan(0);
  }
  const loadFile = deliver(names, contents);
  const read = async (path: string) => Buffer.from(await loadFile(file(path, 0), signal));
  expect((await read('a "b".csv')).toString()).toBe("x\n1\n");
  expect((await read("copy.csv")).toString()).toBe("x\n1\n");
  expect(Buffer.compare(await read("large.bin"), large)).toBe(0);
  for (const path of ["secret.txt", "__proto__", "toString", [...contents.keys()][0] ?? ""])
    await expect(read(path)).rejects.toThrow("is not in this export");
});

test("the modules of a lesson and their types come out of it too, though they are not beside the lesson", async () => {
  const folder = await temporaryFolder({ "lectern-modules.js": "another" });
  const files = [file(MODULES_FILE, 4), file(MODULE_TYPES_FILE, 5)];
  const lesson = { files, modulesCode: "code", moduleTypes: "types" };
  const { names, contents } = await packFiles(lesson, folder);
  const read = async (path: string) =>
    Buffer.from(await deliver(names, contents)(file(path, 0), signal)).toString();
  expect([await read(MODULES_FILE), await read(MODULE_TYPES_FILE)]).toEqual(["code", "types"]);
});

test("a damaged one is reported", async () => {
  const folder = await temporaryFolder({ "a.csv": "x\n1\n" });
  const { names, contents } = await packFiles(
    { files: [file("a.csv", 4)], modulesCode: null, moduleTypes: null },
    folder,
  );
  const cut = new Map([...contents].map(([name, content]) => [name, content.slice(0, 15)]));
  await expect(deliver(names, cut)(file("a.csv", 4), signal)).rejects.toThrow(
    "Couldn't load a.csv: it is damaged. Get a new copy of this lecture.",
  );
});

function deliver(lessonFiles: Readonly<Record<string, string>>, contents: ReadonlyMap<string, Uint8Array>) {
  const manifest = { folder: null, entry: "", modules: {}, files: {}, lessonFiles, datasets: {} };
  const pack = {
    manifest,
    define: () => undefined,
    part: () => undefined,
    import: async () => undefined,
    async *read(name: string) {
      for (const part of base64Parts(contents.get(name) ?? new Uint8Array()))
        yield new Uint8Array(Buffer.from(part, "base64")).buffer;
    },
  };
  return packedDelivery(pack, { location: { pathname: "/a.html" } } as Document).loadFile;
}
