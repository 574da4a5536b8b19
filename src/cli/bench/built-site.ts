import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";

/** The built site and its server. */
export interface BenchSite {
  /** The address of the lecture. */
  readonly lecture: string;
  close(): Promise<void>;
}

export async function serveBuiltSite(): Promise<BenchSite> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-bench-"));
  process.env["NODE_ENV"] = "production";
  process.env["OUT_DIR"] = folder;
  await build({ logLevel: "warn" });
  const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "warn" });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string")
    throw new Error("The server of the built site has no port.");
  return {
    lecture: `http://127.0.0.1:${address.port}/lessons/convolutional-neural-networks/`,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
