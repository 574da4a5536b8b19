import type { DatasetName } from "../../protocol/ids.ts";
import type { DatasetServer } from "./dataset-server.ts";

/** Serves only the datasets that the lesson declares. */
export function declaredOnly(declared: readonly DatasetName[], serve: DatasetServer): DatasetServer {
  return async (name, options) => {
    if (declared.includes(name)) return serve(name, options);
    throw new Error(
      `This lesson does not declare the dataset "${name}". Add it to "datasets:" in the front matter.`,
    );
  };
}
