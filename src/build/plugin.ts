import type { Plugin } from "vite";
import type { Lesson } from "../lesson/lesson.ts";
import { kernelsPlugin } from "./kernels.ts";
import { lessonsPlugin } from "./lessons-plugin.ts";
import { lessonsServer } from "./lessons-server.ts";
import { modernFonts } from "./modern-fonts.ts";
import { plainLinks } from "./plain-links.ts";
import { sandboxPlugin, sandboxTexts } from "./sandbox-plugin.ts";

/** The plugins that build Lectern's site from its lessons, which may have been read already, and its runtime. */
export function lecternPlugins(lessons: readonly Lesson[] | null): Plugin[] {
  const texts = sandboxTexts(process.cwd(), [kernelsPlugin()]);
  return [
    modernFonts(),
    plainLinks(),
    lessonsPlugin(texts, lessons),
    lessonsServer(texts),
    sandboxPlugin(texts),
  ];
}
