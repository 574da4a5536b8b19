import { type ReadonlySignal, type Signal, signal } from "@preact/signals";

/** Something about the page as a whole that the student should know. */
export interface Notice {
  readonly id: string;
  readonly text: string;
  readonly action: { readonly label: string; readonly act: () => void } | null;
}

/** The notices that stand; one of the same id takes the place of the earlier one. */
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
