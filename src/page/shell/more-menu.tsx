import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { words } from "../../words/words.ts";
import { MoreIcon } from "../ui/icons.tsx";

const ID = "more";

/** Draws what the menu contains; called only while it is open. */
export type MoreContents = () => ComponentChildren;

interface MoreMenuProps {
  readonly contents: MoreContents;
  readonly live: ReadonlySignal<boolean>;
}

/** The button in the toolbar for what is needed now and then, and the panel that it opens. */
export function MoreMenu({ contents, live }: MoreMenuProps) {
  const isOpen = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="button is-icon"
        popovertarget={ID}
        aria-label={words.shell.more}
        title={words.shell.more}
        disabled={!live.value}
      >
        <MoreIcon />
      </button>
      <section
        class="more-panel"
        id={ID}
        popover="auto"
        aria-label={words.shell.more}
        onBeforeToggle={({ newState }) => {
          if (newState === "open") isOpen.value = true;
        }}
        onToggle={({ newState }) => {
          // Only now: the browser returns the focus from the panel to the button, if it is still there.
          if (newState === "closed") isOpen.value = false;
        }}
      >
        {isOpen.value ? contents() : null}
      </section>
    </>
  );
}

interface MoreSectionProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A part of the menu: a heading, with actions or text below. */
export function MoreSection({ title, children }: MoreSectionProps) {
  return (
    <div class="more-section">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

interface MoreActionProps {
  readonly label: string;
  /** What the action does, in a sentence; null if the label says it. */
  readonly explanation: string | null;
  readonly act: () => void;
}

/** An action of a section, which closes the menu. */
export function MoreAction({ label, explanation, act }: MoreActionProps) {
  return (
    <button
      type="button"
      class="more-action"
      onClick={() => {
        document.getElementById(ID)?.hidePopover();
        act();
      }}
    >
      <span>{label}</span>
      {explanation === null ? null : <small>{explanation}</small>}
    </button>
  );
}
