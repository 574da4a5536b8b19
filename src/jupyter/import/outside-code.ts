import { isCode } from "../../lesson/markdown/fence.ts";
import { lexMarkdown } from "../../lesson/markdown/lex.ts";

/** Changes Markdown except its code blocks and code spans. */
export function outsideCode(markdown: string, change: (text: string) => string): string {
  const pieces: { code: boolean; text: string }[] = [];
  for (const token of lexMarkdown(markdown).tokens) {
    if (token.type === "footnotes") continue;
    const code = isCode(token);
    const last = pieces.at(-1);
    if (last?.code === code) last.text += token.raw;
    else pieces.push({ code, text: token.raw });
  }
  return pieces.map(({ code, text }) => (code ? text : outsideSpans(text, change))).join("");
}

/** A code span, between two runs of backticks of the same length. */
const SPAN = /(?<!`)(`+)(?!`)[^`](?:[\s\S]*?[^`])??\1(?!`)/g;

function outsideSpans(text: string, change: (text: string) => string): string {
  const spans: string[] = [];
  const masked = text.replace(SPAN, (span) => `\uE000${spans.push(span) - 1}\uE001`);
  return change(masked).replace(/\uE000(\d+)\uE001/g, (_, index: string) => spans[Number(index)] ?? "");
}
