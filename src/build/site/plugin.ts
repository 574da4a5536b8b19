import type { Plugin } from "vite";
import type { Lesson } from "../../lesson/lesson.ts";
import { kernelsPlugin } from "../bundling/compile-kernels.ts";
import { courseCodeInNode } from "../course-code/course-code-in-node.ts";
import { languagePlugin } from "../types/language-plugin.ts";
import { type LanguageText, languageText } from "../types/language-text.ts";
import { lessonsPlugins } from "./lessons-plugins.ts";
import { lessonsServer } from "./lessons-server.ts";
import { offlinePlugin } from "./offline-plugin.ts";
import { pagePlugins } from "./page-plugins.ts";
import { plainLinks } from "./plain-links.ts";
import { type SandboxTexts, sandboxTexts } from "./sandbox-plugin.ts";

/**
 * The plugins that build Lectern's site from its lessons, which may have been read already, and its runtime.
 * @param offline whether browsers keep the site.
 */
export function lecternPlugins(lessons: readonly Lesson[] | null, offline: boolean): Plugin[] {
  const texts = sandboxTexts([kernelsPlugin()]);
  const language = languageText();
  return [
    textsFirst(texts, language),
    ...pagePlugins(texts),
    courseCodeInNode(),
    plainLinks(),
    ...lessonsPlugins(texts, lessons),
    offlinePlugin(offline),
    lessonsServer(texts),
    languagePlugin(language),
  ];
}

/** Before the page is bundled, and one after the other: to bundle each takes hundreds of MB. */
function textsFirst(texts: SandboxTexts, language: LanguageText): Plugin {
  return {
    name: "lectern:texts-first",
    apply: "build",
    async buildStart() {
      await texts.runtime();
      await language();
    },
  };
}
