import { build as buildSite } from "vite";

/** `npm run build`: the site as static files in OUT_DIR. With `--strict` a problem in a lesson is an error. */
export async function build(args: readonly string[]): Promise<number> {
  if (args.includes("--strict")) process.env["LECTERN_STRICT"] = "1";
  // A test or a shell may have set another one, and the libraries would bring their development forms along.
  process.env["NODE_ENV"] = "production";
  await buildSite();
  return 0;
}
