import { useSignal } from "@preact/signals";
import type katex from "katex";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * A formula typeset with KaTeX, which is loaded with the first formula; until then, or if it cannot be loaded, `plain`
 * is shown. `\htmlClass{fig-as-input}{…}` gives a part its colour. The page provides KaTeX's style sheet. Only for TeX
 * written in this folder, never for input: `trust` allows classes.
 */
export function Formula(props: {
  readonly tex: string;
  readonly plain: string;
  readonly display?: boolean;
}): JSX.Element {
  const host = useRef<HTMLSpanElement>(null);
  const typesetter = useSignal<typeof katex | null>(null);
  useEffect(() => {
    let wanted = true;
    void import("katex").then(
      (module) => {
        if (wanted) typesetter.value = module.default;
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [typesetter]);
  const ready = typesetter.value;
  useEffect(() => {
    if (ready === null || host.current === null) return;
    ready.render(props.tex, host.current, {
      displayMode: props.display ?? false,
      throwOnError: false,
      output: "htmlAndMathml",
      strict: false,
      trust: ({ command }) => command === "\\htmlClass",
    });
  }, [ready, props.tex, props.display]);
  if (ready === null) return <span class="fig-formula">{props.plain}</span>;
  return <span key="typeset" ref={host} class="fig-formula" />;
}
