import * as v from "valibot";
import { BackendRequest } from "../../protocol/backend.ts";

/** What `?backend=` asks for; `auto` where it asks for nothing that there is. */
export function requestedBackend(search: string): BackendRequest {
  const asked = v.safeParse(BackendRequest, new URLSearchParams(search).get("backend"));
  return asked.success ? asked.output : "auto";
}
