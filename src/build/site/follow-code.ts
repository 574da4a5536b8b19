import type { ViteDevServer } from "vite";
import { CODE_LISTS } from "../course-code/course-imports.ts";
import { forgetKnownOfCourse } from "../lessons/known.ts";

/** Call it after a change of the course's own figures or datasets: from the next request on, they are loaded again. */
export function forgetCode(server: ViteDevServer): void {
  forgetKnownOfCourse();
  for (const { moduleGraph } of Object.values(server.environments))
    for (const file of CODE_LISTS)
      for (const module of moduleGraph.getModulesByFile(file) ?? []) moduleGraph.invalidateModule(module);
}
