import { type Signal, signal } from "@preact/signals";
import { homeOf, hydrateToolbar } from "./shell/hydrate-toolbar.tsx";
import type { Theme } from "./shell/theme-button.tsx";
import { Toolbar } from "./shell/toolbar.tsx";

/** Hydrates the list of lessons. */
export function startIndex(theme: Signal<Theme>): void {
  const live = signal(false);
  hydrateToolbar(
    <Toolbar
      home={homeOf(document)}
      contents={null}
      live={live}
      theme={theme}
      setTheme={(next) => {
        theme.value = next;
      }}
      runtime={null}
      more={null}
    />,
  );
  live.value = true;
}
