import type { Anchors } from "../blocks/anchors.ts";
import type { Address } from "../html/addresses.ts";
import { linkTarget } from "../html/link-target.ts";
import type { Fault } from "../source-text.ts";

type Message = Pick<Fault, "message" | "remedy">;

/** What is wrong with the address of a link or picture in the token that begins at `start`. */
export function lintAddress(address: Address, start: number, anchors: Pick<Anchors, "resolve">): Fault[] {
  const found = address.use === "link" ? linkFault(address, anchors) : pictureFault(address, anchors);
  return found ? [{ offset: start + address.offset, ...found }] : [];
}

function linkFault({ href }: Address, { resolve }: Pick<Anchors, "resolve">): Message | null {
  const target = linkTarget(href);
  switch (target.type) {
    case "anchor":
      if (target.fragment === "" || resolve(target.fragment) !== null) return null;
      return {
        message: `There is no \`#${target.fragment}\` in this lesson.`,
        remedy: "Link to the id of a heading, cell, figure or exercise.",
      };
    case "refused":
      return {
        message: `An address with \`${target.scheme}:\` is not allowed, so it is left out.`,
        remedy: "Use `https:`, `mailto:` or a relative path.",
      };
    case "outside":
      return {
        message: `\`${target.path}\` is not beside the lesson.`,
        remedy: "Put the file beside the lesson and name it by its relative path.",
      };
    default:
      return null;
  }
}

function pictureFault(address: Address, anchors: Pick<Anchors, "resolve">): Message | null {
  switch (linkTarget(address.href).type) {
    case "external":
      return {
        message: "A picture from another site: the page does not load it.",
        remedy: "Save it beside the lesson and name it by its relative path.",
      };
    case "none":
      return {
        message: "A picture without an address.",
        remedy: "Write it between the parentheses: `![…](…)`.",
      };
    case "refused":
      // A picture may be data; a link to data would open it as a page.
      return /^\s*data:image\//i.test(address.href) ? null : linkFault(address, anchors);
    default:
      return linkFault(address, anchors);
  }
}
