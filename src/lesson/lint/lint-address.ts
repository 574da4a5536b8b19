import { assertNever } from "../../protocol/assert-never.ts";
import type { Address } from "../html/addresses.ts";
import type { Destinations } from "../html/finish-links.ts";
import { type LinkTarget, linkTarget } from "../html/link-target.ts";
import type { AssetState, Beside } from "../known-things.ts";
import { draftLesson, missingLesson } from "../other-lesson.ts";
import type { Fault } from "../source-text.ts";

type Message = Pick<Fault, "message" | "remedy">;

/** What is wrong with the address of a link or picture in the token that begins at `start`. */
export function lintAddress(address: Address, start: number, destinations: Destinations): Fault[] {
  const found =
    address.use === "link" ? linkFault(address, destinations) : pictureFault(address, destinations);
  return found ? [{ offset: start + address.offset, ...found }] : [];
}

function linkFault({ href }: Address, { resolve, beside }: Destinations): Message | null {
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
    case "asset":
      return (
        beside &&
        (misspeltFault(target.path, beside) ?? assetFault(target.path, beside.assetState(target.path)))
      );
    case "lesson":
      return beside && lessonFault(target, beside);
    case "none":
      return { message: "A link without an address.", remedy: "Write it between the parentheses: `[…](…)`." };
    default:
      return null;
  }
}

/** A path that leads to no file, if what was meant is known. */
function misspeltFault(path: string, { assetState, lesson }: Beside): Message | null {
  if (assetState(path) === "file") return null;
  const likely = [
    // Without its scheme, or with a part of it.
    ...[path.replace(/^https?:?\/+/i, "")]
      .filter((rest) => /^www\./i.test(path) || rest !== path)
      .map((rest) => `https://${rest}`),
    ...[path.replaceAll("\\", "/")].filter((plain) => plain !== path),
    ...[path.replace(/\/?(?:index)?(?:\.html?)?$/i, ".md")].filter((file) => lesson(file) !== null),
  ][0];
  if (likely === undefined) return null;
  return { message: `There is no file \`${path}\` beside the lesson.`, remedy: `Write \`${likely}\`.` };
}

function lessonFault(
  { path, fragment }: Extract<LinkTarget, { type: "lesson" }>,
  beside: Beside,
): Message | null {
  const lesson = beside.lesson(path);
  if (lesson === null) return missingLesson(path);
  if (lesson.draft) return draftLesson(path, "link");
  if (fragment === "" || lesson.resolve(fragment) !== null) return null;
  return {
    message: `There is no \`#${fragment}\` in the lesson \`${path}\`.`,
    remedy: "Link to the id of a heading, cell, figure or exercise there.",
  };
}

/** What is wrong with a file that a lesson names, and that is not published therefore. */
function assetFault(name: string, state: AssetState): Message | null {
  return state === "file" ? null : missingFault(name, state);
}

/** What is wrong with a path that leads to no file. */
export function missingFault(name: string, state: Exclude<AssetState, "file">): Message {
  switch (state) {
    case "missing":
      return {
        message: `There is no file \`${name}\` beside the lesson.`,
        remedy: "Put it there, or correct the path (case matters).",
      };
    case "folder":
      return { message: `\`${name || "."}\` is a folder.`, remedy: "Name a file in it." };
    case "hidden":
      return {
        message: `\`${name}\` is a hidden file, so it is not published.`,
        remedy: "Give it a name that does not begin with a dot.",
      };
    case "outside":
      return {
        message: `\`${name}\` is a link to a file outside the lesson's folder, so it is not published.`,
        remedy: "Put a copy of the file beside the lesson.",
      };
    case "unreadable":
      return {
        message: `The file \`${name}\` cannot be read.`,
        remedy: "Give yourself permission to read it, or replace it.",
      };
    default:
      return assertNever(state);
  }
}

function pictureFault(address: Address, destinations: Destinations): Message | null {
  const target = linkTarget(address.href);
  switch (target.type) {
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
    case "anchor":
    case "mail":
    case "lesson":
      return {
        message: `\`${address.href}\` is not a picture.`,
        remedy: "Name a file beside the lesson.",
      };
    case "refused":
      // A picture may be data; a link to data would open it as a page.
      return /^\s*data:image\//i.test(address.href) ? null : linkFault(address, destinations);
    default:
      return linkFault(address, destinations);
  }
}
