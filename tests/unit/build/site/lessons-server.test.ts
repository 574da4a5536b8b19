import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createServer } from "vite";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { loadCourseCode } from "../../../../src/build/course-code/course-code.ts";
import { lessonsServer } from "../../../../src/build/site/lessons-server.ts";
import type { SandboxTexts } from "../../../../src/build/site/sandbox-plugin.ts";
import { temporaryFolder } from "../temporary-folder.ts";

afterEach(() => void vi.unstubAllEnvs());

/** For what happens soon, but not at once. The machine may be busy. */
const WAIT = { timeout: 50_000, interval: 20 };

const texts: SandboxTexts = { frameScript: async () => "", runtime: async () => "", invalidate: () => {} };

/** A figure with this height. */
const figure = (height: number | string): string =>
  `import { defineFigure } from "lectern/figures";
import * as v from "valibot";
export default defineFigure({
  label: "", attributes: v.strictObject({}), height: () => ({ wide: ${height}, narrow: 1 }),
  createModel: () => ({}), describe: () => "", View: () => null,
});`;

/** A server of a course, whose watcher reports what a test says. `reloads` counts how often pages were told to load again. */
async function serveCourse(files: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder({ "lessons/a.md": "---\ntitle: A\n---\n", ...files });
  vi.stubEnv("LESSONS_DIR", join(folder, "lessons"));
  const server = await createServer({
    root: folder,
    configFile: false,
    logLevel: "silent",
    cacheDir: join(folder, ".vite"),
    plugins: [lessonsServer(texts)],
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, watch: null },
  });
  onTestFinished(() => server.close());
  const send = vi.spyOn(server.ws, "send");
  const watched = vi.spyOn(server.watcher, "add");
  return {
    folder,
    watched,
    reloads: () =>
      send.mock.calls.filter(([message]) => JSON.stringify(message).includes("full-reload")).length,
    /** The pages that were sent to the browsers, in order. */
    sent: () =>
      send.mock.calls.flatMap((call: readonly unknown[]) => (call[0] === "lectern:lesson" ? [call[1]] : [])),
    report: (name: string, event = "change") => server.watcher.emit("all", event, join(folder, name)),
  };
}

it("loads pages again after an edit of course.yaml, when it has settled", async () => {
  const { folder, reloads, report } = await serveCourse({ "course.yaml": "title: A\n" });
  await writeFile(join(folder, "course.yaml"), "");
  report("course.yaml");
  expect(reloads()).toBe(0);
  await writeFile(join(folder, "course.yaml"), "title: B\n");
  await vi.waitFor(() => expect(reloads()).toBe(1), WAIT);
});

it("sends a lesson to its pages when its recorded outputs change, and when they are deleted", async () => {
  const { folder, sent, report } = await serveCourse({
    "lessons/b.md": "---\ntitle: B\n---\n",
    "lessons/a.outputs.yaml": "version: 0\n",
    "lessons/gone.outputs.yaml": "version: 0\n",
    // In place of the pages' own.
    "src/page/prerender.tsx":
      "export const prerenderLesson = ({ problems }) => ({ title: '', lang: 'en', body: problems.length + ' problems' });",
  });
  report("lessons/gone.outputs.yaml");
  report("lessons/a.outputs.yaml");
  await vi.waitFor(() => expect(sent()).toMatchObject([{ slug: "a", body: "1 problems" }]), WAIT);
  await rm(join(folder, "lessons/a.outputs.yaml"));
  report("lessons/a.outputs.yaml", "unlink");
  await vi.waitFor(() => expect(sent().slice(1)).toMatchObject([{ slug: "a", body: "0 problems" }]), WAIT);
});

it("sends the lessons that refer to an edited one again, with its numbers", async () => {
  const picture = (name: string): string => `![A](a.svg){#fig-${name}}\n\n`;
  const other = (...names: readonly string[]): string => `---\ntitle: B\n---\n${names.map(picture).join("")}`;
  const { folder, sent, report } = await serveCourse({
    "lessons/a.md": "---\ntitle: A\n---\nSee @b#fig-second.\n",
    "lessons/b.md": other("second"),
    "lessons/c.md": "---\ntitle: C\n---\n",
    "lessons/a.svg": "<svg/>",
    "src/page/prerender.tsx":
      "export const prerenderLesson = ({ slug, blocks }) => ({ title: slug, lang: 'en', body: blocks[0]?.html ?? '' });",
  });
  for (const [count, name] of ["a", "c"].entries()) {
    report(`lessons/${name}.md`);
    await vi.waitFor(() => expect(sent()).toHaveLength(count + 1), WAIT);
  }
  expect(sent()[0]).toMatchObject({ slug: "a", body: expect.stringContaining("Figure&nbsp;1 in “B”") });
  await writeFile(join(folder, "lessons/b.md"), other("first", "second"));
  report("lessons/b.md");
  await vi.waitFor(() => expect(sent()).toHaveLength(4), WAIT);
  expect(sent().slice(2)).toMatchObject([
    { slug: "b" },
    { slug: "a", body: expect.stringContaining("Figure&nbsp;2 in “B”") },
  ]);
});

it("leaves an edited figure to the pages, sends them the lessons, and has them load again for a new one", async () => {
  const { folder, sent, reloads, report } = await serveCourse({
    "course.yaml": "title: A\n",
    "figures/one/index.tsx": figure(1),
    "src/page/prerender.tsx":
      "export const prerenderLesson = ({ slug }) => ({ title: slug, lang: 'en', body: '' });",
  });
  report("lessons/a.md");
  await vi.waitFor(() => expect(sent()).toHaveLength(1), WAIT);
  await writeFile(join(folder, "figures/one/index.tsx"), figure(2));
  report("figures/one/index.tsx");
  await vi.waitFor(() => expect(sent()).toHaveLength(2), WAIT);
  expect(reloads()).toBe(0);
  await mkdir(join(folder, "figures/two"));
  await writeFile(join(folder, "figures/two/index.tsx"), figure(1));
  report("figures/two/index.tsx", "add");
  await vi.waitFor(() => expect(reloads()).toBe(1), WAIT);
  await writeFile(join(folder, "figures/two/index.tsx"), "export default (");
  report("figures/two/index.tsx");
  await vi.waitFor(() => expect(reloads()).toBe(2), WAIT);
  expect(sent()).toHaveLength(2);
});

it("follows what the course's code imports from elsewhere in the course, also what is imported later", async () => {
  const importing = (name: string): string =>
    `import { HEIGHT } from "../../lib/${name}.ts";\n${figure("HEIGHT")}`;
  const { folder, watched, sent, reloads, report } = await serveCourse({
    "course.yaml": "title: A\n",
    "figures/one/index.tsx": importing("first"),
    "lib/first.ts": "export const HEIGHT = 1;\n",
    "lib/second.ts": "export const HEIGHT = 2;\n",
    "src/page/prerender.tsx":
      "export const prerenderLesson = ({ slug }) => ({ title: slug, lang: 'en', body: '' });",
  });
  const isWatched = (name: string) =>
    vi.waitFor(() => expect(watched.mock.calls.flat(2)).toContain(join(folder, name)), WAIT);
  report("lessons/a.md");
  await vi.waitFor(() => expect(sent()).toHaveLength(1), WAIT);
  await isWatched("lib/first.ts");
  report("lib/second.ts");
  report("lib/first.ts");
  await vi.waitFor(() => expect(reloads()).toBe(1), WAIT);
  await writeFile(join(folder, "figures/one/index.tsx"), importing("second"));
  report("figures/one/index.tsx");
  await vi.waitFor(() => expect(sent()).toHaveLength(2), WAIT);
  await isWatched("lib/second.ts");
  report("lib/second.ts");
  await vi.waitFor(() => expect(reloads()).toBe(2), WAIT);
});

it.each([
  ["has a mistake", { "lib/height.ts": "export const HEIGHT = (;\n" }],
  ["is missing", {}],
])("follows a file that is imported and %s", async (_, files) => {
  const { folder, watched, reloads, report } = await serveCourse({
    "course.yaml": "title: A\n",
    "figures/one/index.tsx": `import { HEIGHT } from "../../lib/height.ts";\n${figure("HEIGHT")}`,
    ...files,
  });
  await vi.waitFor(() => expect(watched).toHaveBeenCalled(), WAIT);
  await mkdir(join(folder, "lib"), { recursive: true });
  await writeFile(join(folder, "lib/height.ts"), "export const HEIGHT = 1;\n");
  report("node_modules/other/index.js");
  report("lib/height.ts");
  await vi.waitFor(() => expect(reloads()).toBe(1), WAIT);
  expect((await loadCourseCode()).problems).toEqual([]);
  report("other.ts");
  report("lib/height.ts");
  await vi.waitFor(() => expect(reloads()).toBe(2), WAIT);
});

it("follows the logo that course.yaml names, also one that is named later or is not there yet", async () => {
  const { folder, watched, reloads, report } = await serveCourse({
    "course.yaml": "title: A\nlogo: first.svg\n",
    "first.svg": "<svg/>",
    "unrelated.svg": "<svg/>",
  });
  report("unrelated.svg");
  report("first.svg");
  await vi.waitFor(() => expect(reloads()).toBe(1), WAIT);
  await writeFile(join(folder, "course.yaml"), "title: A\nlogo: second.svg\n");
  // As old as if it had settled.
  await utimes(join(folder, "course.yaml"), 1, 1);
  report("course.yaml");
  await vi.waitFor(() => expect(watched).toHaveBeenCalledWith(join(folder, "second.svg")), WAIT);
  expect(reloads()).toBe(2);
  report("first.svg");
  report("second.svg");
  await vi.waitFor(() => expect(reloads()).toBe(3), WAIT);
});
