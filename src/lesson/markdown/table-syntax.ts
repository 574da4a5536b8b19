import { type MarkedExtension, Tokenizer, type Tokens } from "marked";
import { captionStart } from "./caption-syntax.ts";
import { mathRanges } from "./math-syntax.ts";

/** In place of `|` in a formula, while a table is divided into cells; a character that Unicode reserves for such uses. */
const MASK = "\uFDD0";

/** The first two lines of a table; the second consists of dashes. */
const BEGINNING = /^[^\n]*\|[^\n]*\n {0,3}[|:-][ \t|:-]*(?:\n|$)/;

/** Tables for `marked` in which a formula is not divided, as in Pandoc: `| $|x|$ | y |` has two cells. */
export function tableSyntax(): MarkedExtension {
  const { table } = Tokenizer.prototype;
  return {
    tokenizer: {
      table(source) {
        if (!BEGINNING.test(source)) return table.call(this, source);
        const end = source.search(/\n[ \t]*(?:\n|$)/);
        const paragraph = end === -1 ? source : source.slice(0, end + 1);
        const caption = captionStart(paragraph);
        const text = caption === -1 ? paragraph : paragraph.slice(0, caption);
        const masked = maskBars(text);
        if (masked === text || text.includes(MASK)) return table.call(this, caption === -1 ? source : text);
        const token = table.call(this, masked);
        if (!token) return undefined;
        token.raw = text.slice(0, token.raw.length);
        for (const cell of [token.header, ...token.rows].flat()) restoreBars(cell, this.lexer.inlineQueue);
        return token;
      },
    },
  };
}

/** Masks the bars in the formulas of each line, since a cell ends with its line. */
function maskBars(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      let masked = line;
      for (const { start, end } of mathRanges(withoutCode(line))) {
        masked = masked.slice(0, start) + line.slice(start, end).replaceAll("|", MASK) + masked.slice(end);
      }
      return masked;
    })
    .join("\n");
}

/** The line with code spans made unrecognisable: a dollar in them does not begin a formula. */
function withoutCode(line: string): string {
  return line.replace(/(`+)[^`]+\1/g, (code) => "a".repeat(code.length));
}

function restoreBars(cell: Tokens.TableCell, queue: readonly { src: string; tokens: unknown }[]): void {
  cell.text = cell.text.replaceAll(MASK, "|");
  const queued = queue.find(({ tokens }) => tokens === cell.tokens);
  if (queued) queued.src = cell.text;
}
