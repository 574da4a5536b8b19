import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { writeServiceWorker } from "../../src/build/site/service-worker.ts";
import { dataset } from "../../src/datasets/fashion-mnist.ts";
import { chooseSamples, encodeSamples, SAMPLES_FILE } from "../../src/datasets/samples.ts";
import { drawSamples } from "../../src/datasets/synthetic/draw.ts";
import { SITE_DATA, writeSiteData } from "../../src/protocol/site-data.ts";
import { LECTURE } from "./lecture-figures.ts";

const TEXTS: readonly string[] = [".css", ".html", ".js"];

/** The folder of the original Fashion-MNIST; null if it is not at hand. */
export const FASHION_MNIST =
  [process.env["FASHION_MNIST_DIR"], "public/data/fashion-mnist", "../shared/fashion-mnist"]
    .flatMap((folder) => (folder ? [resolve(folder)] : []))
    .find((folder) => existsSync(join(folder, "train-images-idx3-ubyte.gz"))) ?? null;

/** Copies the lecture, the lesson `page` and what they need from the built site into a folder, as a site of its own. */
export async function smallSite(built: string): Promise<string> {
  const folder = await temporary();
  const lessons = [LECTURE, "page"].map((slug) => join("lessons", slug));
  for (const part of ["assets", "index.html", "icon.svg", "manifest.webmanifest", ...lessons])
    await cp(join(built, part), join(folder, part), { recursive: true });
  await addData(join(folder, "data", "fashion-mnist"));
  await listData(folder);
  await writeServiceWorker(folder, true);
  return folder;
}

/** The dataset, if it is at hand, and sample images for the figures. */
async function addData(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { files, classNames } = dataset;
  if (FASHION_MNIST !== null)
    for (const { name } of files) await symlink(join(FASHION_MNIST, name), join(folder, name));
  const samples = chooseSamples(drawSamples(classNames.length), classNames.length, 1);
  await writeFile(join(folder, SAMPLES_FILE), encodeSamples(samples));
}

/** Has the pages know what was added, as the build would. */
async function listData(folder: string): Promise<void> {
  const paths = (await readdir(join(folder, "data/fashion-mnist"))).map((name) => `fashion-mnist/${name}`);
  const list = new RegExp(`(<meta name="${SITE_DATA}" content=")[^"]*`);
  for (const file of (await textFiles(folder)).filter((path) => path.endsWith(".html"))) {
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(list, `$1${writeSiteData(paths)}`));
  }
}

/** Builds the lesson `page` as a site that browsers do not keep; its titles end with the mark. */
export async function siteWithoutOffline(mark: string): Promise<string> {
  const [lessons, built] = await Promise.all([temporary(), temporary()]);
  await cp("tests/fixtures/site-lessons/page.md", join(lessons, "page.md"));
  const env = { ...process.env, NODE_ENV: "production", LESSONS_DIR: lessons, OUT_DIR: built };
  const args = ["src/cli/run.mjs", "build", "--no-offline"];
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`The site could not be built (exit code ${String(code)}).`);
  const site = await nextVersion(built, mark, false);
  await Promise.all([lessons, built].map((folder) => rm(folder, { recursive: true, force: true })));
  return site;
}

/**
 * The site as it is after every file of it has changed: all scripts and styles have other names, and the titles of the
 * pages end with the mark.
 */
export async function nextVersion(site: string, mark: string, offline = true): Promise<string> {
  const folder = await temporary();
  await cp(site, folder, { recursive: true });
  const assets = join(folder, "assets");
  const names = (await readdir(assets)).map((name) => [name, renamed(name, mark)] as const);
  for (const [name, next] of names) await rename(join(assets, name), join(assets, next));
  for (const file of await textFiles(folder)) {
    let text = await readFile(file, "utf8");
    for (const [name, next] of names) text = text.replaceAll(name, next);
    await writeFile(file, text.replace("</title>", ` ${mark}</title>`));
  }
  await writeServiceWorker(folder, offline);
  return folder;
}

function temporary(): Promise<string> {
  return mkdtemp(join(tmpdir(), "lectern-offline-"));
}

function renamed(name: string, mark: string): string {
  const extension = extname(name);
  return `${name.slice(0, -extension.length)}-${mark}${extension}`;
}

async function textFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && TEXTS.includes(extname(entry.name)))
    .map(({ parentPath, name }) => join(parentPath, name));
}
