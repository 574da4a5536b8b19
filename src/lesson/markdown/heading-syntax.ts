import { type MarkedExtension, type Token, Tokenizer, type Tokens } from "marked";
import { type Attributes, NO_ATTRIBUTES, parseAttributes } from "./attribute-syntax.ts";

const ATTRIBUTES = /[ \t]+(\{[ \t]*[#.][^{}]*\})[ \t]*$/;

/** `## Title {#id}` for `marked`: the attributes are not part of the title. */
export function headingSyntax(): MarkedExtension {
  const { heading } = Tokenizer.prototype;
  return {
    tokenizer: {
      heading(source) {
        const token = heading.call(this, source);
        const [written, attributes] = ATTRIBUTES.exec(token?.text ?? "") ?? [];
        const queued = this.lexer.inlineQueue.at(-1);
        if (!token || written === undefined || attributes === undefined || !queued) return token;
        const text = token.text.slice(0, -written.length);
        queued.src = text;
        return Object.assign(token, { text, attributes: parseAttributes(attributes) });
      },
    },
  };
}

export function headingAttributes(token: Tokens.Heading & { attributes?: Attributes }): Attributes {
  return token.attributes ?? NO_ATTRIBUTES;
}

export function isHeading(token: Token): token is Tokens.Heading {
  return token.type === "heading" && "depth" in token;
}
