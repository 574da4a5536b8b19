import { escapeHtml } from "../../lesson/html/escape-html.ts";
import { SITE_DATA, writeSiteData } from "../../protocol/site-data.ts";

/** What a page of the site has in the placeholders of `index.html`. */
export interface PageParts {
  readonly title: string;
  /** The language of the page as a BCP 47 tag. */
  readonly lang: string;
  readonly description: string;
  readonly body: string;
  /** A style sheet for the head, if any. */
  readonly style?: string;
  /** Runs before the first paint; uses nothing outside itself. */
  readonly earlyScript: string;
  /** The files under `data/` of the page's site. Exported pages bring theirs along. */
  readonly data?: readonly string[];
}

/** Fills the placeholders of the template, such as `<!--lectern:body-->`, and sets its language. */
export function fillTemplate(
  template: string,
  { title, lang, description, body, style = "", earlyScript, data }: PageParts,
  policy: string,
): string {
  const head = [
    `<title>${escapeHtml(title)}</title>`,
    `<meta name="description" content="${escapeHtml(description)}" />`,
    ...(data === undefined
      ? []
      : [`<meta name="${SITE_DATA}" content="${escapeHtml(writeSiteData(data))}" />`]),
    `<script>${earlyScript}</script>`,
    ...(style === "" ? [] : [`<style>${style}</style>`]),
  ].join("\n    ");
  const parts: Readonly<Record<string, string>> = {
    policy: `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}" />`,
    head,
    body,
  };
  const inLanguage = template.replace('<html lang="en"', () => `<html lang="${escapeHtml(lang)}"`);
  return inLanguage.replace(/<!--lectern:(policy|head|body)-->/g, (_, name: string) => parts[name] ?? "");
}
