import type { Plugin } from "vite";
import { kernelsPlugin } from "./kernels.ts";
import { lessonsPlugin } from "./lessons-plugin.ts";
import { lessonsServer } from "./lessons-server.ts";
import { modernFonts } from "./modern-fonts.ts";
import { plainLinks } from "./plain-links.ts";
import { sandboxPlugin, sandboxTexts } from "./sandbox-plugin.ts";

/** The plugins that build Lectern's site from its lessons and its runtime. */
export function lecternPlugins(): Plugin[] {
  const texts = sandboxTexts(process.cwd(), [kernelsPlugin()]);
  return [modernFonts(), plainLinks(), lessonsPlugin(texts), lessonsServer(texts), sandboxPlugin(texts)];
}
