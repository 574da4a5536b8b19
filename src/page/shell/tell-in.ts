import { say } from "./announcer.ts";
import type { Notice, Notices } from "./notices.tsx";

/** Shows a notice, and tells screen readers. */
export function tellIn(notices: Notices): (notice: Notice) => void {
  return (notice) => {
    notices.show(notice);
    say(notice.text);
  };
}
