import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** A static web host, as courses are published on: each path leads to a folder, which can be exchanged. */
export interface SiteHost {
  readonly origin: string;
  /** Folders by the path they are published under, which ends with `/`. The longest fitting one is used. */
  readonly folders: Map<string, string>;
  /** The paths asked for, in order. */
  readonly requests: string[];
  /** Takes a request over; returns false to leave it to the folders. */
  intercept: (path: string, response: ServerResponse) => boolean;
  /** Closes all connections, and accepts none until `start`: the visitors are offline. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function hostSites(): Promise<SiteHost> {
  const server = createServer((request, response) => void answer(host, request, response));
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const host: SiteHost = {
    origin: `http://127.0.0.1:${port}`,
    folders: new Map(),
    requests: [],
    intercept: () => false,
    start: () => listen(server, port),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return host;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}

async function answer(host: SiteHost, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = decodeURIComponent((request.url ?? "/").replace(/[?#].*$/, ""));
  host.requests.push(path);
  if (host.intercept(path, response)) return;
  const file = await fileAt(host.folders, path);
  if (file === null) {
    response.writeHead(404, { "Content-Type": "text/html" }).end("<!doctype html><p>Nothing here.");
    return;
  }
  response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
  createReadStream(file).pipe(response);
}

async function fileAt(folders: ReadonlyMap<string, string>, path: string): Promise<string | null> {
  const longestFirst = [...folders].toSorted(([a], [b]) => b.length - a.length);
  const [prefix, folder] = longestFirst.find(([each]) => path.startsWith(each)) ?? [];
  if (prefix === undefined || folder === undefined) return null;
  const named = join(folder, normalize(`/${path.slice(prefix.length)}`));
  const file = path.endsWith("/") ? join(named, "index.html") : named;
  const found = await stat(file).catch(() => null);
  return found?.isFile() === true ? file : null;
}
