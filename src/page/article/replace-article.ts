/**
 * Puts the fresh page's text in the place of the old one's. Living parts of the same name stay where they are, DOM
 * and state, and the window stays at what the student is reading.
 */
export function replaceArticle(page: Document, fresh: Document): void {
  const anchor = findAnchor(page);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  for (const selector of ["main .opening", "[data-contents]", ".contents-top", "[data-article]"]) {
    const [old, now] = [page.querySelector(selector), fresh.querySelector(selector)];
    if (old !== null && now !== null) mergeChildren(old, now);
  }
  page.title = fresh.querySelector("h1")?.textContent ?? page.title;
  const place =
    anchor?.isConnected === true ? anchor : anchor === null ? null : page.getElementById(anchor.id);
  if (place !== null && place !== undefined)
    scrollBy({ top: place.getBoundingClientRect().top - before, behavior: "instant" });
}

/** The first heading, cell or figure that is in the window, else the last one above it. */
function findAnchor(page: Document): Element | null {
  const places = [...page.querySelectorAll("[data-article] :is(h2, h3, h4, [data-cell], [data-figure])[id]")];
  const visible = places.find((place) => {
    const { top, bottom } = place.getBoundingClientRect();
    return bottom > 60 && top < innerHeight;
  });
  return visible ?? places.findLast((place) => place.getBoundingClientRect().top < 0) ?? null;
}

/** Makes the children of `old` those of `now`, moving as little as can be: what is moved loses focus. */
function mergeChildren(old: Element, now: Element): void {
  const kept = new Map<string, Element>();
  for (const child of old.children) {
    const key = keyOf(child);
    if (key !== null) kept.set(key, child);
  }
  const wanted = [...now.childNodes].map((node) => keepOrTake(node, kept));
  for (const node of [...old.childNodes]) {
    if (!wanted.includes(node)) node.remove();
  }
  let place: ChildNode | null = old.firstChild;
  for (const node of wanted) {
    if (node === place) place = place.nextSibling;
    else old.insertBefore(node, place);
  }
}

function keepOrTake(node: ChildNode, kept: Map<string, Element>): ChildNode {
  if (!(node instanceof Element)) return document.adoptNode(node);
  const key = keyOf(node);
  const old = key === null ? undefined : kept.get(key);
  if (old === undefined) return document.adoptNode(node);
  // A figure's caption and an exercise's text may have changed around the living part in it.
  if (!isLiving(old)) mergeChildren(old, node);
  return old;
}

/** What is the same before and after: a living part by its name, what holds living parts by its id. */
function keyOf(element: Element): string | null {
  const island = element.getAttribute("data-island");
  if (island !== null) return `island ${island}`;
  const host = element.getAttribute("data-figure-host");
  if (host !== null) return `host ${host} ${element.getAttribute("data-figure-attributes") ?? ""}`;
  if (element.id !== "" && element.querySelector("[data-island], [data-figure-host]") !== null) {
    return `holder ${element.tagName} ${element.id} ${element.getAttribute("data-figure") ?? ""}`;
  }
  return null;
}

function isLiving(element: Element): boolean {
  return element.hasAttribute("data-island") || element.hasAttribute("data-figure-host");
}
