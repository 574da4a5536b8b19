import { ELEMENT_ATTRIBUTE, ID_ATTRIBUTE } from "./placeholders.ts";

/** Removes from HTML everything that could run, restyle the page or pose as a part of it. */
export type Sanitize = (html: string) => string;

/** The part of DOMPurify that is used here. */
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

const ALLOWED_URI = /^(?:(?:https?|mailto|tel):|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i;

const SANITIZER_CONFIG = {
  ALLOWED_TAGS,
  ALLOWED_ATTR: [...ALLOWED_ATTRIBUTES, ELEMENT_ATTRIBUTE, ID_ATTRIBUTE],
  // `data-cell`, `data-runtime` and the like belong to the page.
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: ALLOWED_URI,
  // An author's `id` and `name` must not shadow those of the page or properties of the document.
  SANITIZE_NAMED_PROPS: true,
  SANITIZE_DOM: true,
};

/** The prefix that SANITIZE_NAMED_PROPS gives to ids in a lesson's HTML. */
export const USER_ID_PREFIX = "user-content-";

/** `purify`: DOMPurify, bound to a window. */
export function createSanitizer(purify: Purify): Sanitize {
  return (html) => purify.sanitize(html, SANITIZER_CONFIG);
}
