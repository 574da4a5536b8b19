import { build } from "./build.ts";
import { data } from "./data.ts";
import { preview } from "./preview.ts";

/** `npm start`: the data, the site, and a server for it. What is missing was installed before this runs. */
export async function start(args: readonly string[]): Promise<number> {
  await data(["--optional"]);
  const built = await build(args);
  return built === 0 ? preview(args) : built;
}
