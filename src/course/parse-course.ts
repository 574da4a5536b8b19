import * as v from "valibot";
import { type Document, parseDocument } from "yaml";
import { type UsableMacros, usableMacros } from "../lesson/html/macro-scopes.ts";
import { createProblemLog, type ProblemLog } from "../lesson/problem-log.ts";
import { readMacros } from "../lesson/read-macros.ts";
import { sourceText } from "../lesson/source-text.ts";
import { suggestion } from "../lesson/suggestion.ts";
import type { Problem } from "../protocol/problem.ts";
import { yamlRemedy } from "../protocol/yaml-remedy.ts";
import { accentFrom } from "./accent.ts";
import { type Course, NO_COURSE } from "./course.ts";
import { type CourseFolder, checkReferences } from "./course-references.ts";
import { COURSE_KEYS, CourseFile, REMEDIES, SECTION_KEYS } from "./course-schema.ts";
import { type Locate, locateIn } from "./locate.ts";

export interface ParsedCourse {
  /** What can be used of the file. */
  readonly course: Omit<Course, "logo">;
  /** The path of the logo from the file's folder, if it can be used. */
  readonly logo: string | null;
  /** The TeX macros of all lessons, by their names with backslash. */
  readonly macros: UsableMacros["macros"];
  readonly problems: readonly Problem[];
}

const LONGEST = 100_000;

/**
 * Reads `course.yaml`. Never throws: the author's mistakes are among the problems, and what is right is used.
 * @param file its name as problems show it.
 */
export function parseCourse(file: string, source: string, folder: CourseFolder): ParsedCourse {
  const text = sourceText(file, source);
  const log = createProblemLog(text);
  const document = parseDocument(text.text.slice(0, LONGEST), { prettyErrors: false, logLevel: "silent" });
  const locate = locateIn(document);
  if (text.text.length > LONGEST)
    log.report(0, `The file has more than ${LONGEST} characters.`, "Leave only the keys of a course in it.");
  const values = readValues(document, locate, log);
  const usable = checkReferences(values, folder, locate, log);
  const macros = readCourseMacros(document, locate, log);
  return { ...courseOf(usable), macros, problems: log.all() };
}

function readCourseMacros(document: Document, locate: Locate, log: ProblemLog): UsableMacros["macros"] {
  if (document.errors.length > 0 || !document.has("macros")) return {};
  const read = readMacros(document.get("macros", true), locate(["macros"], "key"));
  const { macros, faults } = usableMacros(read.macros);
  log.add([...read.faults, ...faults]);
  return macros;
}

function courseOf({
  title,
  author,
  language,
  licence,
  solutions,
  citations,
  accent,
  lessons,
  logo,
}: CourseFile) {
  const course = {
    title,
    author: author ?? null,
    language,
    licence: licence ?? null,
    solutions,
    citations,
    accent: accent === undefined ? null : accentFrom(accent),
    sections: lessons.map((entry) =>
      typeof entry === "string"
        ? { title: null, lessons: [entry] }
        : { title: entry.section, lessons: entry.lessons },
    ),
  };
  return { course, logo: logo ?? null };
}

/** The values that are as they should be; problems are reported. */
function readValues(document: Document, locate: Locate, log: ProblemLog): CourseFile {
  for (const { pos, message, code } of [...document.errors, ...document.warnings])
    log.report(pos[0], `The file is not YAML: ${message}`, yamlRemedy(code));
  const raw = document.errors.length > 0 ? null : toObject(document);
  const parsed = v.safeParse(CourseFile, raw ?? {});
  if (parsed.success) return parsed.output;
  if (document.errors.length === 0) for (const issue of parsed.issues) reportIssue(issue, locate, log);
  const wrong = new Set(parsed.issues.map((issue) => issue.path?.[0]?.key));
  const right = Object.fromEntries(Object.entries(raw ?? {}).filter(([key]) => !wrong.has(key)));
  const without = withoutWrong(wrong.has("solutions") || document.errors.length > 0);
  const rest = v.safeParse(CourseFile, { ...without, ...right });
  return rest.success ? rest.output : v.parse(CourseFile, without);
}

/** What is left of a file that cannot be used. If it may hide solutions, none are published. */
function withoutWrong(hidesSolutions: boolean) {
  return { title: NO_COURSE.title, ...(hidesSolutions ? { solutions: "withheld" } : {}) };
}

function toObject(document: Document): object | null {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    // Aliases that refer to each other.
    return null;
  }
}

function reportIssue(issue: v.BaseIssue<unknown>, locate: Locate, log: ProblemLog): void {
  const path = issue.path?.map(({ key }) => (typeof key === "number" ? key : String(key))) ?? [];
  const [top = ""] = path;
  const name = String(path.at(-1) ?? "");
  const isNested = path.length > 1;
  if (issue.type !== "strict_object") {
    log.report(locate(path), issue.message, REMEDIES[String(top)] ?? "Correct it.");
  } else if (issue.expected === "never") {
    const remedy = suggestion(name, isNested ? SECTION_KEYS : COURSE_KEYS);
    log.report(locate(path, "key"), `Unknown key \`${name}\`.`, remedy);
  } else {
    const place = isNested ? "The section has" : "The course has";
    log.report(locate(path), `${place} no \`${name}\`.`, REMEDIES[String(top)] ?? "Correct it.");
  }
}
