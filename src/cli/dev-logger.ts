import { createLogger, type LogErrorOptions, type Logger } from "vite";
import { fileOf, isOfCourse } from "../build/course-code/course-imports.ts";
import { courseDirectory } from "../build/files/course-folders.ts";
import { isInside } from "../build/files/lesson-asset.ts";

/**
 * Vite's logger without its errors of scripts of the course, one for each open page that asks for them: Lectern reports
 * what is wrong there, with a remedy.
 */
export function devLogger(): Logger {
  const logger = createLogger();
  const { error } = logger;
  logger.error = (message, options) => {
    if (!isOfCourseCode(options)) error(message, options);
  };
  return logger;
}

function isOfCourseCode(options: LogErrorOptions | undefined): boolean {
  const found = options?.error;
  const id = found != null && "id" in found && typeof found.id === "string" ? found.id : "";
  const file = fileOf(id);
  return /\.[cm]?[jt]sx?$/.test(file) && isOfCourse(file) && isInside(file, courseDirectory());
}
