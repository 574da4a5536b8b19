import type { Plugin } from "vite";

/**
 * Leaves the older formats of KaTeX's fonts out of the build: every browser that can run the page uses the first,
 * WOFF2, and the others would only make each site larger.
 */
export function modernFonts(): Plugin {
  return {
    name: "lectern:modern-fonts",
    enforce: "pre",
    transform: {
      filter: { id: /\/katex\/dist\/katex\.css$/ },
      handler: withoutOlderFormats,
    },
  };
}

/** Reduces the font sources of a style sheet to WOFF2. */
export function withoutOlderFormats(css: string): string {
  return css.replace(/,\s*url\([^)]*\)\s*format\("(?:woff|truetype)"\)/g, "");
}
