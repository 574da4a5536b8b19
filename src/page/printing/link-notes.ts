import { words } from "../../words/words.ts";

/** Parts that are not printed. */
const NOT_PRINTED = "details.disclosure:not([open]), [hidden], nav";
/** Notes are a list at the end already: there, each address follows its note. */
const ENDNOTE = ".footnotes li, .references li";

/**
 * Writes down where the links of an article lead, since paper cannot be clicked: a number after each link, and the
 * addresses in a list at the end. Links within the page need none.
 * @returns what removes them.
 */
export function addLinkNotes(article: Element): () => void {
  const added: Element[] = [];
  const addresses: string[] = [];
  for (const link of article.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    const address = printedAddress(link);
    if (address === null) continue;
    const endnote = link.closest(ENDNOTE);
    if (endnote !== null) {
      added.push(addressAfter(endnote, address));
      continue;
    }
    if (!addresses.includes(address)) addresses.push(address);
    const mark = create("sup", "link-mark", String(addresses.indexOf(address) + 1));
    link.after(mark);
    added.push(mark);
  }
  if (addresses.length > 0) added.push(addList(article, addresses));
  return () => {
    for (const element of added) element.remove();
  };
}

/** The address to print; null for a link within the page, one that is not printed, and one whose text is its address. */
function printedAddress(link: HTMLAnchorElement): string | null {
  const leadsOut = /^(https?|mailto):$/.test(link.protocol) && !isWithinPage(link);
  if (!leadsOut || link.closest(NOT_PRINTED) !== null) return null;
  const address = link.href.replace(/^(https?:\/\/|mailto:)/, "").replace(/\/$/, "");
  return link.textContent?.includes(address) === true ? null : address;
}

function isWithinPage({ origin, pathname, hash, ownerDocument }: HTMLAnchorElement): boolean {
  const page = new URL(ownerDocument.URL);
  return hash !== "" && origin === page.origin && pathname === page.pathname;
}

/** Writes the address at the end of a note, before the arrow that leads back to the text. */
function addressAfter(endnote: Element, address: string): Element {
  const written = create("span", "link-address", ` ${address}`);
  const back = endnote.querySelector(".footnote-back");
  if (back === null) (endnote.lastElementChild ?? endnote).append(written);
  else back.before(written);
  return written;
}

function addList(article: Element, addresses: readonly string[]): Element {
  const section = create("section", "link-notes");
  const list = create("ol", "");
  list.append(...addresses.map((address) => create("li", "", address)));
  section.lang = words.language;
  section.append(create("h2", "", words.ui.links), list);
  article.append(section);
  return section;
}

function create(name: string, className: string, text = ""): HTMLElement {
  const element = document.createElement(name);
  if (className !== "") element.className = className;
  element.textContent = text;
  return element;
}
