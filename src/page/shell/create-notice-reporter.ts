import { say } from "./announcer.ts";
import type { Notice, Notices } from "./notices.tsx";

/** Creates what shows a notice and announces it to screen readers. */
export function createNoticeReporter(notices: Notices): (notice: Notice) => void {
  return (notice) => {
    notices.show(notice);
    say(notice.text);
  };
}
