import { words } from "../../words/words.ts";
import { FormActions, openDialog } from "../ui/dialog.tsx";

/** Asks for a new name. @returns null if the reader keeps the old one. */
export function askForName(name: string): Promise<string | null> {
  return new Promise((resolve) => {
    let chosen: string | null = null;
    openDialog({
      title: words.typeChecking.rename(name),
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
            {words.typeChecking.newName}
            <input name="name" defaultValue={name} autocomplete="off" spellcheck={false} autofocus required />
          </label>
          <FormActions close={close} submit={words.typeChecking.renameNow} />
        </form>
      ),
    });
  });
}
