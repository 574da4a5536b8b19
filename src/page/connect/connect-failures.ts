import { describeReload } from "../offline/describe-reload.ts";
import { saveAndReload } from "../offline/save-and-reload.ts";
import type { EditSaver } from "../saving/edits/edit-saver.ts";
import { createNoticeReporter } from "../shell/create-notice-reporter.ts";
import { type Notices, showNotices } from "../shell/notices.tsx";
import { watchFailures } from "../shell/watch-failures.ts";

/** Reports failures of the page's own code in its notices; call it first, since anything after it may fail. */
export function reportFailures(notices: Notices, saver: EditSaver, canSave: () => boolean): void {
  showNotices(notices);
  const show = createNoticeReporter(notices);
  const reload = () => location.reload();
  watchFailures(window, {
    show,
    reload: () => void saveAndReload({ saveEdits: saver.flush, canSave, show, reload }),
    consequence: () => describeReload(canSave()),
  });
}
