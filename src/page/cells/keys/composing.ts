/**
 * Whether a key belongs to what composes text from several keys, as for Chinese or Japanese: Enter takes the text there,
 * and Escape leaves it. Of the key that ends a composition, Safari only says so with this code.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === COMPOSED;
}

const COMPOSED = 229;
