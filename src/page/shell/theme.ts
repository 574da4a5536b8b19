import { effect, type Signal, signal } from "@preact/signals";
import type { Theme } from "./theme-button.tsx";

const KEY = "lectern-theme";

/** Applies the saved theme before the first paint, since modules run too late. */
export const EARLY_THEME = `try{const theme=localStorage.getItem("${KEY}");if(theme==="light"||theme==="dark")document.documentElement.dataset.theme=theme}catch{}`;

/**
 * The reader's theme, applied and, once the reader changes it, saved: in `localStorage`, the only storage that can be
 * read before the first paint.
 * @param asked the theme that the address asks for, if it does.
 */
export function savedTheme(root: HTMLElement, asked: Theme | null): Signal<Theme> {
  const theme = signal<Theme>(asked ?? read());
  let isChosen = false;
  effect(() => {
    if (theme.value === "system") root.removeAttribute("data-theme");
    else root.dataset["theme"] = theme.value;
    if (isChosen) write(theme.value);
    isChosen = true;
  });
  return theme;
}

function read(): Theme {
  try {
    const saved = localStorage.getItem(KEY);
    return saved === "light" || saved === "dark" ? saved : "system";
  } catch {
    return "system";
  }
}

function write(theme: Theme): void {
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is denied: the choice lasts as long as the page.
  }
}
