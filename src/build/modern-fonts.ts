import type { Plugin } from "vite";

/**
 * Leaves the older formats of KaTeX's typefaces out of the build: every browser that can run the page takes the first,
 * WOFF2, and the others would be copied into each site.
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

/** A style sheet whose typefaces come as WOFF2 alone. */
export function withoutOlderFormats(css: string): string {
  return css.replace(/,\s*url\([^)]*\)\s*format\("(?:woff|truetype)"\)/g, "");
}
