import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** A real HTTP server on a free port of this machine. */
export interface TestServer {
  readonly origin: string;
  /** What answers to a path; anything else is a 404. */
  readonly routes: Map<string, RequestListener>;
  /** The paths asked for, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}

export async function serve(): Promise<TestServer> {
  const routes = new Map<string, RequestListener>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    requests.push(path);
    const route = routes.get(path);
    if (route === undefined) response.writeHead(404).end("nothing here");
    else route(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    routes,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with these bytes. */
export function bytes(content: Uint8Array, headers: Record<string, string> = {}): RequestListener {
  return (_, response) => response.writeHead(200, headers).end(content);
}
