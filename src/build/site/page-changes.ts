import type { ViteDevServer } from "vite";
import { readAddress } from "./site-address.ts";

/** When each page was changed last: lessons by their names, and the list of lessons by an empty one. */
const changes = new WeakMap<ViteDevServer, Map<string, number>>();

/** The name under which the list of lessons is changed. */
const LIST = "";

/** Sends the open pages of a lesson what has changed. */
export function announceLesson(
  server: ViteDevServer,
  event: "lectern:lesson" | "lectern:removed",
  change: { readonly slug: string } & Readonly<Record<string, unknown>>,
): void {
  changesOf(server).set(change.slug, Date.now());
  server.ws.send(event, change);
}

/** Has open lists of lessons load again. */
export function announceList(server: ViteDevServer): void {
  changesOf(server).set(LIST, Date.now());
  server.ws.send("lectern:list", {});
}

function changesOf(server: ViteDevServer): Map<string, number> {
  const known = changes.get(server) ?? new Map<string, number>();
  changes.set(server, known);
  return known;
}

/** A page's document with the time of this server at which it was rendered. */
export function withTime(template: string, rendered: number): string {
  return template.replace("</head>", `<meta name="lectern-rendered" content="${rendered}"></head>`);
}

/** A page that connects may have missed what changed while it was loaded: it is loaded again then. */
export function followPages(server: ViteDevServer): void {
  server.ws.on("lectern:opened", ({ path, rendered }: { path: string; rendered: number }, client) => {
    const address = readAddress(path);
    const changed = changesOf(server).get(address.type === "lesson" ? address.slug : LIST) ?? 0;
    if (changed >= rendered) client.send("lectern:outdated", {});
  });
}
