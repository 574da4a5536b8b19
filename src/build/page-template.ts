/** What a page of the site puts into the slots of `index.html`. */
export interface PageParts {
  readonly title: string;
  readonly description: string;
  readonly body: string;
  /** Runs before anything is painted; whole in itself. */
  readonly earlyScript: string;
}

/** Fills the slots `<!--lectern:policy-->`, `<!--lectern:head-->` and `<!--lectern:body-->` of the template. */
export function fillTemplate(
  template: string,
  { title, description, body, earlyScript }: PageParts,
  policy: string,
): string {
  const head = [
    `<title>${escapeHtml(title)}</title>`,
    `<meta name="description" content="${escapeHtml(description)}" />`,
    `<script>${earlyScript}</script>`,
  ].join("\n    ");
  const slots: Readonly<Record<string, string>> = {
    policy: `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}" />`,
    head,
    body,
  };
  return template.replace(/<!--lectern:(policy|head|body)-->/g, (_slot, name: string) => slots[name] ?? "");
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);
}
