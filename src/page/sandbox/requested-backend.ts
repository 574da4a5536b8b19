import * as v from "valibot";
import { BackendRequest } from "../../protocol/backend.ts";

/** The backend in `?backend=`; `auto` if there is none or it is unknown. */
export function requestedBackend(search: string): BackendRequest {
  const asked = v.safeParse(BackendRequest, new URLSearchParams(search).get("backend"));
  return asked.success ? asked.output : "auto";
}
