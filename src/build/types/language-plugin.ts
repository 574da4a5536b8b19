import type { Plugin } from "vite";
import type { LanguageText } from "./language-text.ts";

const LANGUAGE = "virtual:lectern/language";
const DEVELOPMENT_LANGUAGE = "/@lectern/language.js";

/** Provides the address of the language service's worker as a module. */
export function languagePlugin(text: LanguageText): Plugin {
  let development = false;
  return {
    name: "lectern:language",
    configResolved(config) {
      development = config.command === "serve";
    },
    resolveId(id) {
      return id === LANGUAGE ? `\0${LANGUAGE}` : null;
    },
    async load(id) {
      if (id !== `\0${LANGUAGE}`) return null;
      if (development) return `export const languageUrl = ${JSON.stringify(DEVELOPMENT_LANGUAGE)};`;
      const file = this.emitFile({ type: "asset", name: "language.js", source: await text() });
      return `export const languageUrl = import.meta.ROLLUP_FILE_URL_${file};`;
    },
    configureServer(server) {
      server.middlewares.use(DEVELOPMENT_LANGUAGE, (_request, response, next) => {
        text().then((script) => {
          response.setHeader("Content-Type", "text/javascript");
          response.setHeader("Cache-Control", "no-store");
          response.end(script);
        }, next);
      });
    },
  };
}
