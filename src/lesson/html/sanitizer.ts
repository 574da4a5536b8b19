import { ID_ATTRIBUTE, SLOT_ATTRIBUTE } from "./placeholders.ts";

/** HTML in, HTML without anything that could run, restyle the page or pose as a part of it, out. */
export type Sanitize = (html: string) => string;

/** The part of DOMPurify that is used here, in the browser and, on jsdom, in Node. */
export interface Purify {
  sanitize(html: string, config: typeof SANITIZER_CONFIG): string;
}

/** The elements that a lesson's HTML may have. Pictures may be SVG files; SVG and MathML in the text are not needed. */
export const ALLOWED_TAGS = [
  ..."a abbr article aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div".split(
    " ",
  ),
  ..."dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p picture pre q".split(
    " ",
  ),
  ..."rp rt ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time tr".split(
    " ",
  ),
  ..."track u ul var video wbr".split(" "),
];

export const ALLOWED_ATTRIBUTES = [
  ..."align alt cite class colspan controls datetime dir headers height href id lang loop muted name open".split(
    " ",
  ),
  ..."poster preload reversed rowspan scope span src start title type value width".split(" "),
];

export const ALLOWED_URI = /^(?:(?:https?|mailto|tel):|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i;

export const SANITIZER_CONFIG = {
  ALLOWED_TAGS,
  ALLOWED_ATTR: [...ALLOWED_ATTRIBUTES, SLOT_ATTRIBUTE, ID_ATTRIBUTE],
  // The page's contract (`data-cell`, `data-runtime`, …) is the page's alone.
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: ALLOWED_URI,
  // An author's `id` and `name` cannot stand in for those of the page or for names of the document.
  SANITIZE_NAMED_PROPS: true,
  SANITIZE_DOM: true,
};

/** What SANITIZE_NAMED_PROPS puts before the ids in a lesson's HTML. */
export const USER_ID_PREFIX = "user-content-";

/** `purify`: DOMPurify, bound to a window. */
export function createSanitizer(purify: Purify): Sanitize {
  return (html) => purify.sanitize(html, SANITIZER_CONFIG);
}
