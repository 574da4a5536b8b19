import { findAnchor } from "./reading-position.ts";

/** What an edit changes; the rest of the page stays. */
const PARTS = ["main .opening", ".contents", ".contents-panel", "[data-article]", "[data-neighbours]"];

/**
 * Replaces the text of the page by that of the fresh one. Islands and figures of the same name keep their DOM and state,
 * and the scroll position stays where the reader is.
 *
 * Idiomorph (0.8) cannot do this: it gives a block the next element of the same tag, and so takes live parts apart where a
 * block is written above others. With an id for every block, it would only move what has been matched here.
 */
export function replaceArticle(page: Document, fresh: Document): void {
  const anchor = findAnchor(page);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  for (const selector of PARTS) {
    const [old, now] = [page.querySelector(selector), fresh.querySelector(selector)];
    if (old !== null && now !== null) mergeChildren(old, now);
  }
  const target =
    anchor?.isConnected === true ? anchor : anchor === null ? null : page.getElementById(anchor.id);
  if (target !== null && target !== undefined)
    scrollBy({ top: target.getBoundingClientRect().top - before, behavior: "instant" });
}

/** Makes the children of `old` those of `now`, moving as few nodes as possible: a moved node loses focus. */
function mergeChildren(old: Element, now: Element): void {
  const reusable = reusableChildren(old);
  const wanted = [...now.childNodes].map((node) => reuseOrAdopt(node, reusable));
  const isWanted = new Set(wanted);
  for (const node of [...old.childNodes]) {
    if (!isWanted.has(node)) node.remove();
  }
  let next: ChildNode | null = old.firstChild;
  for (const node of wanted) {
    if (node === next) next = next.nextSibling;
    else old.insertBefore(node, next);
  }
}

/** Elements that can stay on the page. */
interface Reusable {
  /** With live parts, by their names. */
  readonly named: ReadonlyMap<string, Element>;
  /** Others by what they are, in the order of the page: what did not change is not laid out again. */
  readonly plain: ReadonlyMap<string, Element[]>;
}

function reusableChildren(element: Element): Reusable {
  const named = new Map<string, Element>();
  const plain = new Map<string, Element[]>();
  for (const child of element.children) {
    const key = keyOf(child);
    if (key !== null) {
      named.set(key, child);
      continue;
    }
    const text = child.outerHTML;
    const equal = plain.get(text);
    if (equal === undefined) plain.set(text, [child]);
    else equal.push(child);
  }
  return { named, plain };
}

function reuseOrAdopt(node: ChildNode, { named, plain }: Reusable): ChildNode {
  if (!(node instanceof Element)) return document.adoptNode(node);
  const key = keyOf(node);
  if (key === null) return plain.get(node.outerHTML)?.shift() ?? document.adoptNode(node);
  const old = named.get(key);
  if (old === undefined) return document.adoptNode(node);
  // Around a live part, a figure's caption or an exercise's text may have changed.
  if (!isLive(old)) mergeChildren(old, node);
  return old;
}

/** Identifies an element across edits: a live part by its name, an element with live parts in it by its id. */
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

function isLive(element: Element): boolean {
  return element.hasAttribute("data-island") || element.hasAttribute("data-figure-host");
}
