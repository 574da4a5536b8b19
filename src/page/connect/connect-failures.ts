import { describeReload } from "../offline/describe-reload.ts";
import { saveAndReload } from "../offline/save-and-reload.ts";
import { createNoticeReporter } from "../shell/create-notice-reporter.ts";
import { type Notices, showNotices } from "../shell/notices.tsx";
import { watchFailures } from "../shell/watch-failures.ts";
import type { Saving } from "./connect-saving.ts";

/** Reports failures of the page's own code in its notices; call it first, since anything after it may fail. */
export function reportFailures(notices: Notices, { saver, canSave, giveUp }: Saving): void {
  showNotices(notices);
  const show = createNoticeReporter(notices);
  const reload = () => location.reload();
  watchFailures(window, {
    show,
    reload: () => void saveAndReload({ saveEdits: saver.flush, canSave, giveUp, show, reload }),
    consequence: () => describeReload(canSave()),
  });
}
