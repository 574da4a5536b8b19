import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { render } from "preact";
import { words } from "../../words/words.ts";

/** A message about the page as a whole. */
export interface Notice {
  readonly id: string;
  readonly text: string;
  readonly action: NoticeAction | null;
  /** What the reader can do instead. */
  readonly alternative?: NoticeAction;
  /** The reader has closed the notice without an action. */
  readonly onDismiss?: () => void;
}

interface NoticeAction {
  readonly label: string;
  readonly act: () => void;
}

/** The visible notices. A notice replaces an earlier one of the same id. */
export interface Notices {
  readonly list: ReadonlySignal<readonly Notice[]>;
  show(notice: Notice): void;
  dismiss(id: string): void;
}

export function createNotices(): Notices {
  const list: Signal<readonly Notice[]> = signal([]);
  const dismiss = (id: string) => {
    list.value = list.peek().filter((notice) => notice.id !== id);
  };
  return {
    list,
    dismiss,
    show(notice) {
      dismiss(notice.id);
      list.value = [...list.peek(), notice];
    },
  };
}

/** Draws the notices into the prerendered page. */
export function showNotices(notices: Notices): void {
  const host = document.querySelector("[data-notices]");
  if (host !== null) render(<NoticesView notices={notices} />, host);
}

function NoticesView({ notices }: { readonly notices: Notices }) {
  if (notices.list.value.length === 0) return null;
  return (
    <section aria-label={words.shell.notices}>
      {notices.list.value.map((notice) => (
        <div class="notice" key={notice.id}>
          <p>{notice.text}</p>
          {[notice.action, notice.alternative].map((action) =>
            action == null ? null : (
              <button key={action.label} type="button" class="button" onClick={action.act}>
                {action.label}
              </button>
            ),
          )}
          <button
            type="button"
            class="button is-icon"
            aria-label={words.shell.dismiss}
            onClick={() => {
              notices.dismiss(notice.id);
              notice.onDismiss?.();
            }}
          >
            ×
          </button>
        </div>
      ))}
    </section>
  );
}
