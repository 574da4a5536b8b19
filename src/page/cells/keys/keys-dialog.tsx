import { words } from "../../../words/words.ts";
import "./keys-dialog.css";
import type { Signal } from "@preact/signals";
import { CloseAction, openDialog } from "../../ui/dialog.tsx";
import { letterKeys, runKeys } from "./command-keys.ts";

/** Lists the keys for cells, and lets the reader turn the letters off. */
export function showKeys(isOn: Signal<boolean>): void {
  openDialog({
    title: words.keys.title,
    isLong: true,
    contents: (close) => <Keys isOn={isOn} close={close} />,
  });
}

function Keys({ isOn, close }: { readonly isOn: Signal<boolean>; readonly close: () => void }) {
  return (
    <>
      <p>{words.keys.about}</p>
      <KeyTable title={words.keys.always} keys={runKeys()} />
      <KeyTable title={words.keys.notEditing} keys={letterKeys()} />
      <p>{words.keys.ownOnly}</p>
      <label class="dialog-choice">
        <input
          type="checkbox"
          checked={isOn.value}
          onChange={(event) => {
            isOn.value = event.currentTarget.checked;
          }}
        />
        {words.keys.letters}
      </label>
      <CloseAction close={close} />
    </>
  );
}

interface KeyTableProps {
  readonly title: string;
  readonly keys: ReturnType<typeof runKeys>;
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
