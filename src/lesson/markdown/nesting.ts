import {
  type MarkedExtension,
  Tokenizer,
  type TokenizerExtension,
  type TokenizerThis,
  type Tokens,
} from "marked";

/** Deeper nesting is unreadable, and much deeper nesting overflows the stack of `marked`. */
const DEEPEST_NESTING = 24;

/** Quotes and lists nested too deeply: their text is shown as it was written. */
export interface TooDeepToken extends Tokens.Generic {
  readonly type: "tooDeep";
  readonly raw: string;
}

/**
 * Caps the nesting of quotes, lists, emphasis and links in `marked`.
 * @param onInline receives a text in which emphasis or links are nested too deeply.
 */
export function nestingCap(onInline: (text: string) => void): MarkedExtension {
  const { blockquote, list, emStrong, del, link, reflink } = Tokenizer.prototype;
  const blocks = new Depth();
  const inlines = new Depth();
  const inInline = <Result>(text: string, tokenize: () => Result): Result | undefined => {
    if (!inlines.isDeepest) return inlines.enter(tokenize);
    onInline(text);
    return undefined;
  };
  return {
    tokenizer: {
      blockquote(source) {
        return blocks.enter(() => blockquote.call(this, source));
      },
      list(source) {
        return blocks.enter(() => list.call(this, source));
      },
      emStrong(source, masked, previous) {
        return inInline(source, () => emStrong.call(this, source, masked, previous));
      },
      del(source, masked, previous) {
        return inInline(source, () => del.call(this, source, masked, previous));
      },
      link(source) {
        return inInline(source, () => link.call(this, source));
      },
      reflink(source, links) {
        return inInline(source, () => reflink.call(this, source, links));
      },
    },
    extensions: [tooDeepSyntax(blocks)],
  };
}

/** How many levels of nesting the tokenizer is in. */
class Depth {
  #levels = 0;

  get isDeepest(): boolean {
    return this.#levels >= DEEPEST_NESTING;
  }

  enter<Result>(tokenize: () => Result): Result {
    this.#levels++;
    try {
      return tokenize();
    } finally {
      this.#levels--;
    }
  }
}

function tooDeepSyntax(blocks: Depth): TokenizerExtension {
  return {
    name: "tooDeep",
    level: "block",
    tokenizer(this: TokenizerThis, source: string) {
      const nests = /^ {0,3}(?:>|(?:[-*+]|\d{1,9}[.)])(?:\s|$))/.test(source);
      return blocks.isDeepest && nests ? { type: "tooDeep", raw: source } : undefined;
    },
  };
}

export function isTooDeep(token: Tokens.Generic): token is TooDeepToken {
  return token.type === "tooDeep";
}
