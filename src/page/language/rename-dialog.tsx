import { openDialog } from "../ui/dialog.tsx";

/** Asks for a new name. @returns null if the reader keeps the old one. */
export function askForName(name: string): Promise<string | null> {
  return new Promise((resolve) => {
    let chosen: string | null = null;
    openDialog({
      title: `Rename “${name}”`,
      onClose: () => resolve(chosen === name ? null : chosen),
      contents: (close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            chosen = String(new FormData(event.currentTarget).get("name")).trim();
            close();
          }}
        >
          <label class="dialog-field">
            New name, in all cells of this lesson
            <input name="name" defaultValue={name} autocomplete="off" spellcheck={false} autofocus required />
          </label>
          <div class="dialog-actions">
            <button type="button" class="button" onClick={close}>
              Cancel
            </button>
            <button type="submit" class="button is-main">
              Rename
            </button>
          </div>
        </form>
      ),
    });
  });
}
