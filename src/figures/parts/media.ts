import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** Whether the reader prefers reduced motion; follows changes. */
export function useReducedMotion(): boolean {
  return useMedia("(prefers-reduced-motion: reduce)");
}

/** A number that changes with the colour scheme. A dependency of everything drawn with colours read from CSS. */
export function useThemeVersion(): number {
  const version = useSignal(0);
  const dark = useMedia("(prefers-color-scheme: dark)");
  useEffect(() => {
    const observer = new MutationObserver(() => {
      version.value += 1;
    });
    observer.observe(document.documentElement, { attributeFilter: ["data-theme", "class", "style"] });
    return () => observer.disconnect();
  }, [version]);
  return version.value * 2 + (dark ? 1 : 0);
}

function useMedia(query: string): boolean {
  const matches = useSignal(matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const follow = () => {
      matches.value = media.matches;
    };
    follow();
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, [query, matches]);
  return matches.value;
}
