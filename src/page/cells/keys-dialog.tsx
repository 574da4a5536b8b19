import "./keys-dialog.css";
import type { Signal } from "@preact/signals";
import { CloseAction, openDialog } from "../ui/dialog.tsx";
import { LETTER_KEYS, RUN_KEYS } from "./command-keys.ts";

/** Lists the keys for cells, and lets the reader turn the letters off. */
export function showKeys(isOn: Signal<boolean>): void {
  openDialog({ title: "Keys for cells", contents: (close) => <Keys isOn={isOn} close={close} /> });
}

function Keys({ isOn, close }: { readonly isOn: Signal<boolean>; readonly close: () => void }) {
  return (
    <>
      <p>
        They work while a cell has the focus. A cell has it after Escape, after Tab, or after you have run it.
      </p>
      <KeyTable title="Always" keys={RUN_KEYS} />
      <KeyTable title="While you are not editing" keys={LETTER_KEYS} />
      <label class="dialog-choice">
        <input
          type="checkbox"
          checked={isOn.value}
          onChange={(event) => {
            isOn.value = event.currentTarget.checked;
          }}
        />
        Letters are commands. This browser keeps your choice.
      </label>
      <CloseAction close={close} />
    </>
  );
}

interface KeyTableProps {
  readonly title: string;
  readonly keys: typeof RUN_KEYS;
}

function KeyTable({ title, keys }: KeyTableProps) {
  return (
    <table class="keys">
      <caption>{title}</caption>
      <tbody>
        {keys.map((key) => (
          <tr key={key.keys}>
            <th scope="row">
              <kbd>{key.keys}</kbd>
            </th>
            <td>{key.does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
