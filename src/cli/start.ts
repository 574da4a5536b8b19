import { build } from "./build.ts";
import { data } from "./data.ts";
import { readOptions } from "./options.ts";
import { servePreview } from "./preview.ts";

/** `npm start`: downloads the data, builds the site and serves it. `run.mjs` has installed the packages before. */
export async function start(args: readonly string[]): Promise<number> {
  const { strict, port } = readOptions(args, ["strict", "port"]);
  await data(["--optional"]);
  const built = await build(strict ? ["--strict"] : []);
  return built === 0 ? servePreview(port) : built;
}
