import { type LessonContext, refer } from "../context.ts";
import { linkTarget } from "../html/link-target.ts";

/** Reports what is wrong with the address of a link or picture, and takes note of the file that it names. */
export function inspectAddress(
  href: string,
  offset: number,
  context: LessonContext,
  kind: "link" | "picture",
): void {
  const report = (message: string, remedy: string): void => context.log.report(offset, message, remedy);
  const target = linkTarget(href);
  switch (target.type) {
    case "anchor":
      if (target.fragment === "" || context.anchors.resolve(target.fragment) !== null) return;
      report(
        `There is no \`#${target.fragment}\` in this lesson.`,
        "Link to the id of a heading, cell, figure or exercise.",
      );
      return;
    case "external":
      if (kind === "picture")
        report(
          "A picture from another site: the page does not load it.",
          "Save it beside the lesson and name it by its relative path.",
        );
      return;
    case "refused":
      // Data that is a picture is shown; a link to data would open it as a page.
      if (kind === "picture" && /^\s*data:image\//i.test(href)) return;
      report(
        `An address with \`${target.scheme}:\` is not allowed, so it is left out.`,
        "Use `https:`, `mailto:` or a relative path.",
      );
      return;
    case "outside":
      report(
        `\`${target.path}\` is not beside the lesson.`,
        "Put the file beside the lesson and name it by its relative path.",
      );
      return;
    case "lesson":
      refer(context, "lesson", target.path, offset);
      return;
    case "asset":
      refer(context, "asset", target.path, offset);
      return;
    case "none":
      if (kind === "picture")
        report("A picture without an address.", "Write it between the parentheses: `![…](…)`.");
      return;
    case "mail":
      return;
  }
}
