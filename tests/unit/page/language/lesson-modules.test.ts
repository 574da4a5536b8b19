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
  const brought: BroughtModules[] = [];
  let now = begin;
  const follow = createModuleLoader(
    {
      modules: () => now,
      loadFile: async ({ version }) => new TextEncoder().encode(await load(version)).buffer,
    },
    (modules) => brought.push(modules),
  );
  const change = (next: ModulesNow): void => {
    now = next;
    follow();
  };
  return { brought, follow, change };
}

test("the names are there at once, and the declarations when they are loaded, once", async () => {
  const { brought, follow } = loaderOf(
    { names: ["./a"], types: file("?v=1") },
    async (version) => `of ${version}`,
  );
  follow();
  follow();
  expect(brought).toEqual([{ names: ["./a"], types: null }]);
  await nextTask();
  expect(brought.slice(1)).toEqual([{ names: ["./a"], types: "of ?v=1" }]);
});

test("declarations are loaded again when they have changed, and those before are used meanwhile", async () => {
  const { brought, follow, change } = loaderOf(
    { names: ["./a"], types: file("?v=1") },
    async (version) => `of ${version}`,
  );
  follow();
  await nextTask();
  change({ names: ["./a", "d3"], types: file("?v=2") });
  await nextTask();
  expect(brought.slice(2)).toEqual([
    { names: ["./a", "d3"], types: "of ?v=1" },
    { names: ["./a", "d3"], types: "of ?v=2" },
  ]);
  change({ names: [], types: null });
  expect(brought.slice(4)).toEqual([{ names: [], types: null }]);
});

test("an earlier answer that arrives later is dropped", async () => {
  const answers = new Map<string, (text: string) => void>();
  const { brought, follow, change } = loaderOf(
    { names: [], types: file("?v=1") },
    (version) => new Promise((resolve) => answers.set(version, resolve)),
  );
  follow();
  change({ names: [], types: file("?v=2") });
  answers.get("?v=2")?.("new");
  answers.get("?v=1")?.("old");
  await nextTask();
  expect(brought).toEqual([
    { names: [], types: null },
    { names: [], types: "new" },
  ]);
});

test("declarations that cannot be loaded are loaded by the next call, and nothing is checked again until then", async () => {
  let answer = (): Promise<string> => Promise.reject(new Error("Offline."));
  const { brought, follow } = loaderOf({ names: ["./a"], types: file("") }, () => answer());
  for (let call = 0; call < 2; call += 1) {
    follow();
    await nextTask();
    expect(brought).toEqual([{ names: ["./a"], types: null }]);
  }
  answer = async () => "loaded";
  follow();
  await nextTask();
  expect(brought.slice(1)).toEqual([{ names: ["./a"], types: "loaded" }]);
});
