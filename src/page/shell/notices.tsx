import { type ReadonlySignal, type Signal, signal } from "@preact/signals";

/** A message about the page as a whole. */
export interface Notice {
  readonly id: string;
  readonly text: string;
  readonly action: { readonly label: string; readonly act: () => void } | null;
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

export function NoticesView({ notices }: { readonly notices: Notices }) {
  return (
    <>
      {notices.list.value.map((notice) => (
        <div class="notice" key={notice.id}>
          <p>{notice.text}</p>
          {notice.action === null ? null : (
            <button type="button" class="button" onClick={notice.action.act}>
              {notice.action.label}
            </button>
          )}
          <button
            type="button"
            class="button is-icon"
            aria-label="Dismiss"
            onClick={() => notices.dismiss(notice.id)}
          >
            ×
          </button>
        </div>
      ))}
    </>
  );
}
