/** Arrow keys go from the field to the results and back, and Enter in the field opens the first. */
export function moveAmongResults(event: KeyboardEvent): void {
  const { currentTarget, target, key } = event;
  // These keys choose among the words that an input method offers.
  if (event.isComposing) return;
  if (!(currentTarget instanceof Element) || !(target instanceof HTMLElement)) return;
  const stops = [...currentTarget.querySelectorAll<HTMLElement>("[data-search-field], .search-results a")];
  const index = stops.indexOf(target);
  if (index === -1) return;
  if (key === "Enter" && index === 0) stops[1]?.click();
  else if (key === "ArrowDown") stops[index + 1]?.focus();
  else if (key === "ArrowUp") stops[index - 1]?.focus();
  else return;
  event.preventDefault();
}
