import json from "virtual:lectern/types";
import { createLanguageServer } from "../language-server.ts";
import { LessonProgram } from "../lesson-program.ts";
import type { LanguageReport, LanguageRequest } from "../messages.ts";
import type { TypeFiles } from "../type-files.ts";

/** The worker of the language service: it holds the lesson as one program. */

const types: TypeFiles = JSON.parse(json);
const serve = createLanguageServer({
  program: new LessonProgram(types),
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
