import { comments, types } from "virtual:lectern/types";
import { createLanguageServer } from "../language-server.ts";
import { LessonProgram } from "../lesson-program.ts";
import type { LanguageReport, LanguageRequest } from "../messages.ts";
import type { DocComments, TypeFiles } from "../type-files.ts";

/** The worker of the language service: it holds the lesson as one program. */

let parsedComments: DocComments | null = null;
const program = new LessonProgram({
  ...(JSON.parse(types) as Omit<TypeFiles, "comments">),
  comments() {
    parsedComments ??= JSON.parse(comments) as DocComments;
    return parsedComments;
  },
});
const serve = createLanguageServer({
  program,
  report,
  nextTask,
  onFailure: (error) => console.error(error),
});

addEventListener("message", ({ data }: MessageEvent<LanguageRequest>) => serve(data));

const channel = new MessageChannel();
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
}

function report(message: LanguageReport): void {
  postMessage(message);
}

report({ type: "started" });
// While the page loads the editor.
program.warmUp();
