import { effect, type Signal, signal } from "@preact/signals";
import type { Theme } from "./theme-button.tsx";

const KEY = "lectern-theme";

/** Shows the kept choice before the first paint, from the page's head; modules run after it. */
export const EARLY_THEME = `try{const theme=localStorage.getItem("${KEY}");if(theme==="light"||theme==="dark")document.documentElement.dataset.theme=theme}catch{}`;

/**
 * The reader's choice of colours, kept and shown. It lies in `localStorage`, which alone can be read before the page
 * is first painted.
 */
export function keptTheme(root: HTMLElement): Signal<Theme> {
  const theme = signal<Theme>(read());
  effect(() => {
    if (theme.value === "system") root.removeAttribute("data-theme");
    else root.dataset["theme"] = theme.value;
    write(theme.value);
  });
  return theme;
}

function read(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}

function write(theme: Theme): void {
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Denied: the choice lasts as long as the page.
  }
}
