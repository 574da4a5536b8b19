import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { isInside } from "./lesson-asset.ts";
import { lessonsDirectory } from "./lessons-directory.ts";

/** The folder of the course: that of `course.yaml` and of the folder of lessons. */
export function courseDirectory(): string {
  return dirname(lessonsDirectory());
}

/** The file that describes a course. */
export function courseFile(): string {
  return join(courseDirectory(), "course.yaml");
}

/** The folder of the course's own figures, one folder for each. */
export function figuresDirectory(): string {
  return join(courseDirectory(), "figures");
}

/** The folder of the course's own datasets, one file for each. */
export function datasetsDirectory(): string {
  return join(courseDirectory(), "datasets");
}

/** Whether there may be code of a course: code beside a folder of lessons without a `course.yaml` is someone else's. */
export function isCourse(): boolean {
  return existsSync(courseFile());
}

/** The name of the course's own figure to which a file belongs, or null. */
export function figureOf(file: string): string | null {
  const [name, ...rest] = relative(figuresDirectory(), resolve(file)).split(sep);
  return isCourseCode(file) && name !== undefined && name !== ".." && rest.length > 0 ? name : null;
}

/** Whether a file belongs to the course's figures or datasets. */
export function isCourseCode(file: string): boolean {
  const path = resolve(file);
  return isCourse() && (isInside(path, figuresDirectory()) || isInside(path, datasetsDirectory()));
}
