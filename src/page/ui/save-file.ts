/** Gives the browser a text or bytes to save as a file. */
export function saveFile(name: string, content: string | Blob, type = "application/json"): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download reads it after this task; how much later, the browser does not say.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
