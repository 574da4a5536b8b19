/** What a field for text ahead of the editor needs to know. */
export interface AheadFieldOptions {
  readonly label: string;
  /** The id of the element that explains how to leave the editor. */
  readonly describedBy: string;
  readonly isReadOnly: boolean;
  /** Where the reader types, in CSS pixels below the top of the box. */
  readonly top: number;
  readonly onText: (text: string) => void;
  readonly onLeave: () => void;
}

/** Where readers type before the editor is there. */
export interface AheadField {
  /** Settles once no text is being composed in it. */
  composed(): Promise<void>;
  close(): void;
}

/**
 * Opens a text field, with the focus, in the box of the code, and passes on what is typed or pasted into it. Only a field
 * gets text that is composed from several keys (as for Chinese, Japanese, or by the keyboards of phones), and only a field
 * that has the focus at once opens the keyboard of a phone.
 */
export function openAheadField(box: HTMLElement, options: AheadFieldOptions): AheadField {
  const field = createField(box.ownerDocument, options);
  const hasFocus = (): boolean => box.ownerDocument.activeElement === field;
  let isComposing = false;
  let composed: Promise<void> = Promise.resolve();
  let finish = (): void => undefined;
  const drain = (): void => {
    const { value } = field;
    field.value = "";
    if (value !== "") options.onText(value);
  };
  const end = (): void => {
    isComposing = false;
    drain();
    // Safari sends the key that ends a composition after it: it is for the field, not for the editor.
    setTimeout(finish);
  };
  field.addEventListener("compositionstart", () => {
    isComposing = true;
    composed = new Promise((resolve) => {
      finish = resolve;
    });
  });
  field.addEventListener("compositionend", end);
  // Firefox sends it after the end of a composition, others before.
  field.addEventListener("input", () => {
    if (!isComposing) drain();
  });
  field.addEventListener("blur", () => {
    // When the reader only changes to another window, the field stays the active element.
    if (hasFocus()) return;
    end();
    options.onLeave();
  });
  box.append(field);
  field.focus({ preventScroll: true });
  return {
    composed: () => composed,
    close() {
      if (hasFocus()) box.focus({ preventScroll: true });
      field.remove();
      end();
    },
  };
}

function createField(
  document: Document,
  { label, describedBy, isReadOnly, top }: AheadFieldOptions,
): HTMLTextAreaElement {
  const field = document.createElement("textarea");
  field.className = "code-ahead";
  field.readOnly = isReadOnly;
  field.spellcheck = false;
  field.rows = 1;
  field.style.top = `${top}px`;
  // The style sheet shows what is being composed by it.
  field.placeholder = " ";
  for (const [name, value] of Object.entries({
    "aria-label": label,
    "aria-describedby": describedBy,
    autocapitalize: "off",
    autocorrect: "off",
    autocomplete: "off",
  }))
    field.setAttribute(name, value);
  return field;
}
