import type { AssetState } from "../lesson/known-things.ts";
import type { ProblemLog } from "../lesson/problem-log.ts";
import { suggestion } from "../lesson/suggestion.ts";
import { readable } from "./accent.ts";
import type { CourseFile } from "./course-schema.ts";
import type { Locate } from "./locate.ts";

/** What is in the folder of `course.yaml`. */
export interface CourseFolder {
  /** The names of the lessons. */
  readonly lessons: readonly string[];
  /** Whether there is a file at a path that can be published. */
  readonly fileState: (path: string) => AssetState | "too-large";
}

/** The pictures that a browser shows in every form of a page. */
const PICTURE = /\.(?:svg|png|jpe?g|webp|gif)$/i;

/** Checks what the values refer to, and leaves out what is not there. */
export function checkReferences(
  values: CourseFile,
  folder: CourseFolder,
  locate: Locate,
  log: ProblemLog,
): CourseFile {
  const { logo, accent, ...rest } = values;
  checkLessons(values, folder.lessons, locate, log);
  checkAccent(accent, locate, log);
  const usable = { ...rest, ...(accent === undefined ? {} : { accent }) };
  return logo !== undefined && isLogo(logo, folder, locate, log) ? { ...usable, logo } : usable;
}

function checkLessons({ lessons }: CourseFile, known: readonly string[], locate: Locate, log: ProblemLog) {
  const seen = new Set<string>();
  for (const { name, path } of namedLessons(lessons)) {
    if (!known.includes(name))
      log.report(locate(path), `There is no lesson \`${name}\`.`, suggestion(name, known));
    else if (seen.has(name))
      log.report(locate(path), `The lesson \`${name}\` is listed twice.`, "Remove one of the two.");
    seen.add(name);
  }
}

function namedLessons(lessons: CourseFile["lessons"]) {
  return lessons.flatMap((entry, index) =>
    typeof entry === "string"
      ? [{ name: entry, path: ["lessons", index] }]
      : entry.lessons.map((name, inner) => ({ name, path: ["lessons", index, "lessons", inner] })),
  );
}

/**
 * A colour that is too light is used darker, as proposed. In the dark colour scheme, it is lightened without a message.
 */
function checkAccent(accent: string | undefined, locate: Locate, log: ProblemLog): void {
  if (accent === undefined || readable(accent, "light") === accent) return;
  log.report(
    locate(["accent"]),
    `Text in the colour \`${accent}\` is hard to read on the page.`,
    `Take a darker one: \`accent: "${readable(accent, "light")}"\` is dark enough.`,
  );
}

function isLogo(logo: string, { fileState }: CourseFolder, locate: Locate, log: ProblemLog): boolean {
  const fault = logoFault(logo, fileState(logo));
  if (fault !== null) log.report(locate(["logo"]), fault.message, fault.remedy);
  return fault === null;
}

function logoFault(logo: string, state: AssetState | "too-large") {
  const inFolder = "Put a picture beside course.yaml, and correct the path (case matters).";
  if (state === "too-large")
    return {
      message: `The logo \`${logo}\` is larger than 100 kB.`,
      remedy: "Every page contains it: make it smaller.",
    };
  if (state !== "file")
    return { message: `The logo \`${logo}\` cannot be used: ${REASONS[state]}.`, remedy: inFolder };
  if (!PICTURE.test(logo))
    return {
      message: `The logo \`${logo}\` is not a picture.`,
      remedy: "Use an SVG, PNG, JPEG, WebP or GIF file.",
    };
  return null;
}

const REASONS: Readonly<Record<Exclude<AssetState, "file">, string>> = {
  missing: "there is no such file",
  folder: "it is a folder",
  hidden: "its name, or that of its folder, begins with a dot",
  outside: "it is outside the course's folder",
  unreadable: "it cannot be read",
};
