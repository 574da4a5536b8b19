import { type Signal, signal } from "@preact/signals";

const KEY = "lectern-cell-keys";

/** Whether letters are commands on a cell. The reader's choice is saved. */
export function savedKeySetting(): Signal<boolean> {
  const isOn = signal(read());
  isOn.subscribe((value) => {
    if (value !== read()) write(value);
  });
  return isOn;
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

function write(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // Storage is denied: the choice lasts as long as the page.
  }
}
