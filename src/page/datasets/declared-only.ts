import type { DatasetName } from "../../protocol/ids.ts";
import type { DatasetServer } from "./dataset-server.ts";

/** The page serves what the lesson declares and nothing else. */
export function declaredOnly(declared: readonly DatasetName[], serve: DatasetServer): DatasetServer {
  return async (name, options) => {
    if (declared.includes(name)) return serve(name, options);
    throw new Error(`This lesson does not declare the dataset "${name}"; its front matter has to name it.`);
  };
}
