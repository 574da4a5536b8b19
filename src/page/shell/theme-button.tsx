import type { ReadonlySignal } from "@preact/signals";
import { words } from "../../words/words.ts";

export type Theme = "system" | "light" | "dark";

interface ThemeButtonProps {
  readonly theme: ReadonlySignal<Theme>;
  readonly setTheme: (theme: Theme) => void;
  readonly live: ReadonlySignal<boolean>;
}

const NEXT: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };

/** Cycles through system, light and dark. */
export function ThemeButton({ theme, setTheme, live }: ThemeButtonProps) {
  const name = words.shell.colours[theme.value];
  return (
    <button
      type="button"
      class="button is-icon"
      aria-label={name}
      title={name}
      disabled={!live.value}
      onClick={() => setTheme(NEXT[theme.value])}
    >
      <ThemeIcon theme={theme.value} />
    </button>
  );
}

function ThemeIcon({ theme }: { readonly theme: Theme }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" stroke-width="1.4" />
      {theme === "light" ? null : (
        <path
          d={
            theme === "dark"
              ? "M8 2.4a5.6 5.6 0 1 0 0 11.2a5.6 5.6 0 1 0 0-11.2"
              : "M8 2.4a5.6 5.6 0 0 1 0 11.2z"
          }
          fill="currentColor"
        />
      )}
    </svg>
  );
}
