import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { type Connect, normalizePath } from "vite";
import { encodePath } from "../../lesson/html/finish-links.ts";
import { findAsset } from "../files/lesson-asset.ts";
import { loadLesson } from "../lessons/load-lesson.ts";
import { publishedFiles } from "../lessons/published-lesson.ts";
import { madeFiles } from "../modules/lesson-modules.ts";
import { findLessonFile } from "./lesson-pages.ts";
import { coursePublic } from "./public-files.ts";
import { pathOf, type SiteAddress } from "./site-address.ts";

/** Serves the public files of a course. In the repository, these are the ones that Vite serves. */
export const serveCourseFiles: Connect.NextHandleFunction = (request, _response, next) => {
  const asset = findAsset(coursePublic(), pathOf(request.url ?? "/").slice(1));
  if (asset.type === "file") request.url = fileUrl(asset.path);
  next();
};

/** The URL at which Vite serves a file. */
function fileUrl(path: string): string {
  return `/@fs/${encodePath(normalizePath(path).replace(/^\//, ""))}`;
}

/**
 * Sends a file that the lesson's cells read, byte by byte as it is: Vite would change some. For another file that the
 * lesson names, the URL at which Vite serves it; null for any other.
 */
export async function serveAsset(
  directory: string,
  { slug, path }: Extract<SiteAddress, { type: "asset" }>,
  response: ServerResponse,
): Promise<string | "sent" | null> {
  const file = await findLessonFile(directory, slug);
  const lesson = file === null ? null : await loadLesson(file);
  const made = lesson === null ? undefined : madeFiles(lesson).get(path);
  if (made !== undefined) return sendFile(response, made);
  const asset = lesson !== null && publishedFiles(lesson).has(path) ? findAsset(directory, path) : null;
  if (lesson === null || asset?.type !== "file") return null;
  if (lesson.assets.includes(path)) return fileUrl(asset.path);
  return sendFile(response, await readFile(asset.path));
}

function sendFile(response: ServerResponse, content: string | Uint8Array): "sent" {
  response.setHeader("Content-Type", "application/octet-stream");
  response.setHeader("Cache-Control", "no-store");
  response.end(content);
  return "sent";
}
