import type { Plugin } from "vite";

/**
 * Removes `crossorigin` from the links to style sheets, which are the site's own: with it, browsers refuse them to a page
 * that is opened as a file.
 */
export function plainLinks(): Plugin {
  return {
    name: "lectern:plain-links",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html) => html.replaceAll('<link rel="stylesheet" crossorigin ', '<link rel="stylesheet" '),
    },
  };
}
