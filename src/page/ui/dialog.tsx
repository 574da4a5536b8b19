import type { ComponentChildren } from "preact";
import { render } from "preact";
import { words } from "../../words/words.ts";

interface DialogOptions {
  readonly title: string;
  readonly contents: (close: () => void) => ComponentChildren;
  /** Long texts are read from their beginning: the focus goes to the title, and not to the first control. */
  readonly isLong?: boolean;
  /** Called once, however the dialog is closed. */
  readonly onClose?: () => void;
}

let opened = 0;

/** Opens a modal dialog. Escape closes it, and the focus returns to where it was. */
export function openDialog({ title, contents, isLong = false, onClose }: DialogOptions): void {
  const dialog = document.createElement("dialog");
  opened += 1;
  const titleId = `dialog-title-${opened}`;
  dialog.className = "dialog";
  dialog.lang = words.language;
  dialog.setAttribute("aria-labelledby", titleId);
  dialog.addEventListener("close", () => {
    render(null, dialog);
    dialog.remove();
    onClose?.();
  });
  render(
    <>
      <h2 id={titleId} tabIndex={isLong ? -1 : undefined} autofocus={isLong}>
        {title}
      </h2>
      {contents(() => dialog.close())}
    </>,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
}

/** Shows something that must be read before continuing. */
export function showMessage(title: string, message: string): void {
  openDialog({
    title,
    contents: (close) => (
      <>
        <p>{message}</p>
        <CloseAction close={close} />
      </>
    ),
  });
}

/** The only action of a dialog in which there is nothing to decide. */
export function CloseAction({ close }: { readonly close: () => void }) {
  return (
    <div class="dialog-actions">
      <button type="button" class="button" onClick={close}>
        {words.ui.close}
      </button>
    </div>
  );
}

interface FormActionsProps {
  readonly close: () => void;
  /** What submitting the form does. */
  readonly submit: string;
}

/** The actions of a dialog whose contents are a form. */
export function FormActions({ close, submit }: FormActionsProps) {
  return (
    <div class="dialog-actions">
      <button type="button" class="button" onClick={close}>
        {words.work.cancel}
      </button>
      <button type="submit" class="button is-main">
        {submit}
      </button>
    </div>
  );
}
