import { createServer } from "vite";
import { data } from "./data.ts";
import { untilInterrupted } from "./until-interrupted.ts";

/** `npm run dev`: serves the lessons as they are written, until it is interrupted. */
export async function dev(_args: readonly string[]): Promise<number> {
  await data(["--optional"]);
  const server = await createServer();
  await server.listen();
  server.printUrls();
  await untilInterrupted();
  await server.close();
  return 0;
}
