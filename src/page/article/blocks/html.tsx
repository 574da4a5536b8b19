interface HtmlProps {
  readonly html: string;
  readonly class?: string;
  readonly style?: Readonly<Record<string, string>>;
}

/** HTML that the lesson's parser rendered and sanitised. */
export function Html({ html, class: name, style }: HtmlProps) {
  return <div class={name} style={style} dangerouslySetInnerHTML={{ __html: html }} />;
}

export function InlineHtml({ html }: { readonly html: string }) {
  return <span dangerouslySetInnerHTML={{ __html: html }} />;
}
