import { expect, test } from "vitest";
import type { BroughtModules } from "../../../../src/page/language/language-client.ts";
import { createModuleLoader, type ModulesNow } from "../../../../src/page/language/lesson-modules.ts";
import type { LessonFile } from "../../../../src/protocol/lesson-file.ts";

const file = (version: string): LessonFile => ({ path: "types.json", bytes: 2, version });
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });

function loaderOf(begin: ModulesNow, load: (version: string) => Promise<string>) {
  const loaded: BroughtModules[] = [];
  let now = begin;
  const follow = createModuleLoader(
    {
      modules: () => now,
      loadFile: async ({ version }) => new TextEncoder().encode(await load(version)).buffer,
    },
    (modules) => loaded.push(modules),
  );
  const change = (next: ModulesNow): void => {
    now = next;
    follow();
  };
  return { loaded, follow, change };
}

test("declarations are loaded once, and again when they have changed", async () => {
  const { loaded, follow, change } = loaderOf(
    { names: ["./a"], types: file("?v=1") },
    async (version) => `of ${version}`,
  );
  follow();
  follow();
  await nextTask();
  expect(loaded).toEqual([{ names: ["./a"], types: "of ?v=1" }]);
  change({ names: ["./a"], types: file("?v=2") });
  await nextTask();
  expect(loaded[1]).toEqual({ names: ["./a"], types: "of ?v=2" });
});

test("an earlier answer that arrives later is dropped", async () => {
  const answers = new Map<string, (text: string) => void>();
  const { loaded, follow, change } = loaderOf(
    { names: [], types: file("?v=1") },
    (version) => new Promise((resolve) => answers.set(version, resolve)),
  );
  follow();
  change({ names: [], types: file("?v=2") });
  answers.get("?v=2")?.("new");
  answers.get("?v=1")?.("old");
  await nextTask();
  expect(loaded).toEqual([{ names: [], types: "new" }]);
});

test("without declarations, or if they cannot be loaded, the names are known", async () => {
  const { loaded, follow, change } = loaderOf({ names: ["./a"], types: null }, () =>
    Promise.reject(new Error("Offline.")),
  );
  follow();
  change({ names: ["./a", "d3"], types: file("") });
  await nextTask();
  expect(loaded).toEqual([
    { names: ["./a"], types: null },
    { names: ["./a", "d3"], types: null },
  ]);
});
