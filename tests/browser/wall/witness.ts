import { createHash } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { FREE_FRAME, FREE_PAGE } from "./free-pages.ts";

/** A server that lets everyone in and remembers who came: what an attacker would put up to collect what leaks. */
export interface Witness {
  /** Ends without a slash. */
  readonly http: string;
  readonly webSocket: string;
  readonly udpPort: number;
  /** How many requests, handshakes and datagrams mentioned `name`; datagrams, which cannot, count for every name. */
  seen(name: string): number;
  /** How many TCP connections were opened at all. */
  connections(): number;
  /** Forgets the datagrams that came so far. */
  forgetDatagrams(): void;
  close(): Promise<void>;
}

const TENSORFLOW = fileURLToPath(
  new URL("../../../node_modules/@tensorflow/tfjs/dist/tf.min.js", import.meta.url),
);

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
  wasm: "application/wasm",
  events: "text/event-stream",
};

/** The smallest WebAssembly module there is. */
const EMPTY_MODULE = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

export async function openWitness(): Promise<Witness> {
  const addresses: string[] = [];
  let connections = 0;
  let datagrams = 0;
  const server = createServer((request, response) => {
    const address = request.url ?? "/";
    if (!address.startsWith("/free/")) addresses.push(address);
    answer(address, request, response);
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("upgrade", (request, socket) => {
    addresses.push(request.url ?? "/");
    socket.on("error", () => socket.destroy());
    socket.write(webSocketWelcome(request));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const udp = createSocket("udp4");
  udp.on("message", () => {
    datagrams += 1;
  });
  udp.bind(0, "127.0.0.1");
  await once(udp, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The witness is served at no port.");
  return {
    http: `http://127.0.0.1:${address.port}`,
    webSocket: `ws://127.0.0.1:${address.port}`,
    udpPort: udp.address().port,
    seen: (name) => addresses.filter((seen) => seen.includes(name)).length + datagrams,
    connections: () => connections,
    forgetDatagrams() {
      datagrams = 0;
    },
    async close() {
      udp.close();
      const closed = once(server, "close");
      server.close();
      // WebSockets are no connections of the server's any more.
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function answer(address: string, request: IncomingMessage, response: ServerResponse): void {
  const path = address.split(/[?#]/)[0] ?? "";
  const ending = path.slice(path.lastIndexOf(".") + 1);
  response.setHeader("Access-Control-Allow-Origin", request.headers.origin ?? "*");
  response.setHeader("Access-Control-Allow-Headers", "*");
  response.setHeader("Access-Control-Allow-Methods", "*");
  response.setHeader("Access-Control-Allow-Private-Network", "true");
  response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
  response.setHeader("Cache-Control", "no-store");
  response.setHeader(
    "Content-Type",
    path.startsWith("/free/") ? "text/html" : (TYPES[ending] ?? "text/plain"),
  );
  if (path === "/free/page") response.end(FREE_PAGE);
  else if (path === "/free/frame") response.end(FREE_FRAME);
  else if (path.endsWith("/tf.js")) createReadStream(TENSORFLOW).pipe(response);
  else if (ending === "wasm") response.end(EMPTY_MODULE);
  else if (ending === "svg") response.end('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
  else if (ending === "events") response.end("data: received\n\n");
  else response.end("/* received */");
}

/** RFC 6455, 4.2.2. */
function webSocketWelcome({ headers }: IncomingMessage): string {
  const accept = createHash("sha1")
    .update(`${headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest("base64");
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`;
}
