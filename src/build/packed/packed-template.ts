import { readFile } from "node:fs/promises";
import { packageRoot } from "../files/package-root.ts";
import { pageTemplate } from "../site/lesson-pages.ts";

/**
 * The template of all pages, with its links and scripts, which are the site's, replaced.
 * @param styles elements for the head.
 */
export async function packedTemplate({
  icon,
  styles,
}: {
  readonly icon: string;
  readonly styles: readonly string[];
}): Promise<string> {
  const template = await readFile(pageTemplate(packageRoot), "utf8");
  const plain = template.replace(/^\s*(?:<link\b[^>]*>|<script\b[^>]*><\/script>)\n/gm, "");
  const head = [`<link rel="icon" type="image/svg+xml" href="${icon}" />`, ...styles].join("\n    ");
  return plain.replace("</head>", () => `  ${head}\n  </head>`);
}
