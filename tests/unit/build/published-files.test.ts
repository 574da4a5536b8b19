import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, createServer, type Plugin } from "vite";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { lessonsPlugins } from "../../../src/build/site/lessons-plugins.ts";
import { lessonsServer } from "../../../src/build/site/lessons-server.ts";
import { offlinePlugin } from "../../../src/build/site/offline-plugin.ts";
import type { SandboxTexts } from "../../../src/build/site/sandbox-plugin.ts";
import { WORKER_FILE } from "../../../src/protocol/offline.ts";
import { read } from "../../fixtures/lessons/read.ts";
import { temporaryFolder } from "./temporary-folder.ts";

afterEach(() => void vi.unstubAllEnvs());

const SECRET = "the-secret-of-this-machine";
const SECRET_FILE = `<svg xmlns="http://www.w3.org/2000/svg"><title>${SECRET}</title></svg>`;
const PUBLIC_FILE = '<svg xmlns="http://www.w3.org/2000/svg"><title>a-picture-of-the-lesson</title></svg>';

/** A module without a file, as plugins make them. */
const VIRTUAL: Plugin = {
  name: "virtual",
  load: (id) => (id === "\0virtual" ? "export const made = true;" : null),
};

/** Every way in which a lesson could name a file; `TO` is replaced by its path. */
const FORMS = [
  "![x](TO)",
  "![x](<TO>)",
  "![x][ref]\n\n[ref]: TO",
  "[x](TO)",
  '<img src="TO" alt="x">',
  '<img src="a.svg" srcset="TO 2x" alt="x">',
  '<picture><source srcset="TO"><img src="TO" alt="x"></picture>',
  '<video poster="TO" src="TO"></video>',
  '<audio src="TO"></audio>',
  '<track src="TO">',
  '<a href="TO">x</a>',
  '<p style="background: url(TO)">x</p>',
  '<object data="TO"></object>',
  '<link rel="stylesheet" href="TO">',
  '<style>@import "TO";</style>',
  '<script type="module" src="TO"></script>',
  "> - ![x](TO)",
  "::: {.note}\n![x](TO)\n:::",
  "| a |\n| - |\n| ![x](TO) |",
];

interface Folders {
  readonly root: string;
  readonly lessons: string;
}

const TEMPLATE =
  "<!doctype html><html><head><!--lectern:policy--><!--lectern:head--></head><body><!--lectern:body--></body></html>";

/** A project with one lesson, which names the secret beside the folder of lessons in every form and by every path. */
async function project(): Promise<Folders> {
  const root = await temporaryFolder({
    "index.html": TEMPLATE,
    "secret.svg": SECRET_FILE,
    "lessons/a.svg": PUBLIC_FILE,
    "lessons/a.csv": "x,y\n1,2\n",
    "lessons/undeclared.csv": SECRET,
  });
  const lessons = join(root, "lessons");
  await symlink("../secret.svg", join(lessons, "link.svg"));
  await symlink("..", join(lessons, "up"));
  // The plugins read it when they are made.
  vi.stubEnv("LESSONS_DIR", lessons);
  return { root, lessons };
}

function pathsToSecret({ root, lessons }: Folders): readonly string[] {
  return [
    "../secret.svg",
    // From the address of the lesson's page.
    "../../secret.svg",
    "..%2fsecret.svg",
    "%2e%2e/secret.svg",
    "./../secret.svg",
    "/secret.svg",
    join(root, "secret.svg"),
    `file://${join(root, "secret.svg")}`,
    `/@fs${join(root, "secret.svg")}`,
    `/@fs${join(lessons, "link.svg")}`,
    "link.svg",
    "up/secret.svg",
  ];
}

async function writeLesson({ lessons }: Folders, paths: readonly string[]): Promise<void> {
  const body = paths.flatMap((path) => FORMS.map((form) => form.replaceAll("TO", path)));
  // Declared for cells, too, with one that they can read.
  const declared = JSON.stringify(["a.csv", ...paths]);
  const text = [`---\ntitle: Names files\nfiles: ${declared}\n---`, "![x](a.svg)", ...body].join("\n\n");
  await writeFile(join(lessons, "names.md"), text);
}

const FIGURE = `import { defineFigure } from "lectern/figures";
import * as v from "valibot";
import { size } from "../../shared/size.ts";
export default defineFigure({
  label: "", attributes: v.strictObject({}), height: () => ({ wide: size, narrow: size }),
  createModel: () => ({}), describe: () => "", View: () => null,
});`;

const texts: SandboxTexts = {
  frameScript: async () => "",
  runtime: async () => "",
  invalidate: () => undefined,
};

/** In place of the page's own prerendering, which is not in the project of the test: the blocks are the page. */
const PRERENDERING: Plugin = {
  name: "test:prerendering",
  resolveId: (id) => (id.endsWith("/prerender.tsx") ? "\0prerendering" : null),
  load: (id) =>
    id === "\0prerendering"
      ? `export const prerenderLesson = ({ title, lang, blocks }) => ({
           title, lang, description: "", earlyScript: "", body: blocks.map(({ html }) => html ?? "").join(""),
         });`
      : null,
};

async function buildSite({ root }: Folders, plugins: readonly Plugin[]): Promise<string> {
  const outDir = join(root, "site");
  await build({
    root,
    base: "./",
    configFile: false,
    logLevel: "silent",
    plugins: [...plugins],
    build: { outDir, rolldownOptions: { checks: { pluginTimings: false } } },
  });
  return outDir;
}

async function contentsOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    await Promise.all(
      files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, "utf8")] as const),
    ),
  );
}

/** Whether the text contains the secret, also if it was inlined, or attached to a notebook. */
function leaks(text: string): boolean {
  const inlined = Array.from(text.matchAll(/(?:base64,|"image\/[^"]+":\s*")([\w+/=]+)/g), ([, data = ""]) =>
    Buffer.from(data, "base64").toString(),
  );
  return [text, ...inlined, decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, ""))].some((each) =>
    each.includes(SECRET),
  );
}

describe("a built site", () => {
  test("has the files of the lessons' folder that lessons name, and nothing from outside it", async () => {
    const folders = await project();
    await writeLesson(folders, pathsToSecret(folders));
    const files = await contentsOf(await buildSite(folders, [...lessonsPlugins(texts)]));
    expect([...files.keys()].toSorted()).toEqual([
      "index.html",
      "lessons/names/a.csv",
      "lessons/names/a.svg",
      "lessons/names/index.html",
      "lessons/names/names.ipynb",
      "search.json",
    ]);
    expect([...files.values()].filter(leaks)).toEqual([]);
    expect(files.get("lessons/names/index.html")).toContain('src="a.svg"');
  });

  test("is built even if a lesson names folders, or what stands for an asset of Vite or a variable", async () => {
    const folders = await project();
    await writeLesson(folders, [".", "./", "/", "up", "up/", "", "__VITE_ASSET__abcdef__", "%MODE%"]);
    const files = await contentsOf(await buildSite(folders, [...lessonsPlugins(texts)]));
    const page = files.get("lessons/names/index.html") ?? "";
    expect(page).toContain("__VITE_ASSET__abcdef__");
    expect(page).not.toContain("production");
    expect([...files.keys()].filter((name) => name.endsWith(".svg"))).toEqual(["lessons/names/a.svg"]);
  });

  test("has no draft, neither as a page nor in the list", async () => {
    const folders = await project();
    await writeLesson(folders, []);
    const draft = "---\ntitle: A secret plan\ndraft: true\n---\nText.\n";
    await writeFile(join(folders.lessons, "draft.md"), draft);
    const files = await contentsOf(await buildSite(folders, [...lessonsPlugins(texts)]));
    expect([...files.keys()].filter((name) => name.startsWith("lessons/draft"))).toEqual([]);
    expect(files.get("index.html")).toContain("Names files");
    // Of the datasets, too, the list knows what the site has.
    expect(files.get("index.html")).toContain('<meta name="lectern:data" content="" />');
    expect([...files.values()].filter((text) => text.includes("A secret plan"))).toEqual([]);
  });

  test("is not there at all if a file would be outside it, and no service worker keeps the rest", async () => {
    const folders = await project();
    await mkdir(join(folders.root, "site/.git"), { recursive: true });
    const lesson = read("---\ntitle: Out\n---\n");
    const buildWith = (path: string) => {
      const lessons = [{ ...lesson, assets: [path] }];
      return buildSite(folders, [...lessonsPlugins(texts, lessons), offlinePlugin(true)]);
    };
    // The reader of lessons does not let it through.
    await expect(buildWith(`../../../..${folders.lessons}/a.svg`)).rejects.toMatchObject({
      errors: [
        { name: "CommandError", message: expect.stringMatching(/a\.svg would be outside the site\./) },
      ],
    });
    expect(await readdir(join(folders.root, "site"))).toEqual([".git"]);
    const files = await contentsOf(await buildWith("a.svg"));
    expect(files.get(WORKER_FILE)).toContain(`"path":"lessons/${lesson.slug}/a.svg"`);
  });

  test("the control: a page that Vite processes with the lesson in it gets the file", async () => {
    const folders = await project();
    const page: Plugin = {
      name: "control",
      transformIndexHtml: {
        order: "pre",
        handler: (html) => html.replace("<!--lectern:body-->", '<img src="./secret.svg">'),
      },
    };
    const files = await contentsOf(await buildSite(folders, [page]));
    expect([...files.values()].some(leaks)).toBe(true);
  });
});

describe("the development server", () => {
  async function serve({ root, lessons }: Folders, plugins: readonly Plugin[], allow = [lessons]) {
    const server = await createServer({
      root,
      configFile: false,
      logLevel: "silent",
      cacheDir: join(root, ".vite"),
      appType: "mpa",
      plugins: [...plugins],
      optimizeDeps: { noDiscovery: true },
      server: { port: 0, host: "127.0.0.1", fs: { allow }, watch: null },
    });
    onTestFinished(() => server.close());
    await server.listen();
    const address = server.httpServer?.address();
    if (address === null || address === undefined || typeof address === "string") throw new Error("No port.");
    return async (path: string): Promise<string> => {
      const response = await fetch(`http://127.0.0.1:${address.port}${path}`);
      return response.text();
    };
  }

  test("serves what the lesson names from its folder, and no link that leads out of it", async () => {
    const folders = await project();
    await writeLesson(folders, pathsToSecret(folders));
    const read = await serve(folders, [lessonsServer(texts), PRERENDERING]);
    expect(await read("/lessons/names/a.svg")).toBe(PUBLIC_FILE);
    expect(await read("/lessons/names/a.csv?v=7")).toBe("x,y\n1,2\n");
    for (const path of [
      "/lessons/names/undeclared.csv",
      "/lessons/names/link.svg",
      "/lessons/names/up/secret.svg",
      "/lessons/names/..%2fsecret.svg",
      "/lessons/link.svg",
      "/lessons/link.svg?raw",
      "/lessons/link.svg?url",
      `/@fs${join(folders.lessons, "link.svg")}`,
      `/@fs${join(folders.lessons, "link.svg")}?import&raw`,
      `/@fs${join(folders.lessons, "link.svg")}?import&inline`,
      `/@fs${join(folders.lessons, "up/secret.svg")}`,
      `/@fs/${join(folders.lessons, "link.svg")}`,
    ]) {
      expect(leaks(await read(path)), path).toBe(false);
    }
    const page = await read("/lessons/names/");
    expect(page).toContain('<img src="a.svg?v=');
    expect(leaks(page)).toBe(false);
  });

  test("serves of a course's folder its lessons and its code, and nothing else", async () => {
    const folders = await project();
    await writeLesson(folders, []);
    const { root } = folders;
    await mkdir(join(root, "figures/one"), { recursive: true });
    await mkdir(join(root, "shared"));
    await writeFile(join(root, "figures/one/index.tsx"), FIGURE);
    await writeFile(join(root, "shared/size.ts"), "export const size = 60;\n");
    await writeFile(join(root, "shared/key.ts"), `export const key = "${SECRET}";\n`);
    await symlink("../shared", join(root, "figures/link"));
    await writeFile(join(root, "course.yaml"), "title: A course\n");
    const secret = `/@fs${join(root, "secret.svg")}`;
    const control = await serve(folders, [], [root]);
    expect(leaks(await control(secret))).toBe(true);
    const cwd = vi.spyOn(process, "cwd").mockReturnValue(root);
    onTestFinished(() => cwd.mockRestore());
    const read = await serve(folders, [lessonsServer(texts), PRERENDERING, VIRTUAL], [root]);
    expect(leaks(await read("/lessons/names/"))).toBe(false);
    expect(await read("/@id/__x00__virtual")).toContain("made");
    for (const query of ["", "?raw", "?import&raw", "?url&inline"])
      expect(leaks(await read(`${secret}${query}`)), query).toBe(false);
    const module = join(root, "shared/key.ts");
    expect(leaks(await control(module))).toBe(true);
    for (const path of [
      module,
      `${module}?import`,
      `${module}?import&raw`,
      `/@id/${module}`,
      `/@id/file://${module}`,
      `/@fs${join(root, "figures/link/key.ts")}`,
      `/@fs${join(root, "figures/link/key.ts")}?raw`,
    ])
      expect(leaks(await read(path)), path).toBe(false);
    expect(await read(`/@id/${module}`)).toBe("This file of the course is not part of its pages.");
    expect(await read(`/@fs${join(root, "course.yaml")}`)).not.toContain("A course");
    expect(await read(`/@fs${join(root, "shared/size.ts")}`)).toContain("size = 60");
    expect(await read(`/@fs${join(root, "lessons/a.svg")}`)).toBe(PUBLIC_FILE);
  });

  test("lists in a page the files of datasets that are there at that time", async () => {
    const folders = await project();
    await writeLesson(folders, []);
    const read = await serve(folders, [lessonsServer(texts), PRERENDERING]);
    expect(await read("/lessons/names/")).toContain('<meta name="lectern:data" content="" />');
    await mkdir(join(folders.root, "public/data/one"), { recursive: true });
    await writeFile(join(folders.root, "public/data/one/samples.bin"), "");
    expect(await read("/lessons/names/")).toContain('<meta name="lectern:data" content="one/samples.bin" />');
  });

  test("serves pictures of a folder that is itself a symbolic link", async () => {
    const folders = await project();
    const alias = join(folders.root, "alias");
    await symlink("lessons", alias);
    vi.stubEnv("LESSONS_DIR", alias);
    await writeLesson(folders, ["link.svg"]);
    const read = await serve({ ...folders, lessons: alias }, [lessonsServer(texts), PRERENDERING]);
    expect(await read("/lessons/names/a.svg")).toBe(PUBLIC_FILE);
    expect(leaks(await read(`/@fs${join(alias, "link.svg")}`))).toBe(false);
    expect(leaks(await read(`/@fs${join(folders.lessons, "link.svg")}`))).toBe(false);
  });

  test("the control: Vite alone follows the link", async () => {
    const folders = await project();
    const read = await serve(folders, []);
    expect(await read(`/@fs${join(folders.lessons, "link.svg")}`)).toBe(SECRET_FILE);
  });
});
