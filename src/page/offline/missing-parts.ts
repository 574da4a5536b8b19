import { words } from "../../words/words.ts";
import type { Notice } from "../shell/notices.tsx";
import { isPartRemoved, MISSING_PART } from "../ui/missing-part.ts";
import { describeReload } from "./describe-reload.ts";

export interface MissingPartsOptions {
  readonly page: Document;
  readonly show: (notice: Notice) => void;
  readonly reload: () => void;
  /** Whether this browser saves the reader's edits. */
  readonly canSave: () => boolean;
  /** Fetches the page as the server has it now. */
  readonly fetchPage: () => Promise<Response>;
}

/**
 * A page that was opened before a new version was published may need a part that the server no longer has. Call the
 * returned function when a part is missing: if that is the reason, it offers to reload the page.
 */
export function watchMissingParts(options: MissingPartsOptions): () => void {
  const { show, reload, canSave } = options;
  let isChecking = false;
  return () => {
    if (isChecking) return;
    isChecking = true;
    void isReplaced(options).then((replaced) => {
      isChecking = false;
      if (!replaced) return;
      isPartRemoved.value = true;
      show({
        id: MISSING_PART,
        text: words.offline.partGone(describeReload(canSave())),
        action: { label: words.shell.reload, act: reload },
      });
    });
  };
}

/** Whether the server has this page with other scripts now. */
async function isReplaced({ page, fetchPage }: MissingPartsOptions): Promise<boolean> {
  try {
    const response = await fetchPage();
    if (!response.ok) return false;
    const now = scriptsOf(new DOMParser().parseFromString(await response.text(), "text/html"));
    // A page without scripts is not the lesson, but for example the sign-in page of a network.
    return now.length > 0 && scriptsOf(page).some((script) => !now.includes(script));
  } catch {
    return false;
  }
}

function scriptsOf(page: Document): readonly string[] {
  const scripts = page.querySelectorAll('script[type="module"][src]');
  return Array.from(scripts, (script) => script.getAttribute("src") ?? "");
}
