/** Makes the page's reader one who saves data: nothing is loaded before it is needed. To be run before the page's scripts. */
export function saveData(): void {
  Object.defineProperty(navigator, "connection", { value: { saveData: true } });
}
