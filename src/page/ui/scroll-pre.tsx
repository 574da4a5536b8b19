import { useEffect, useMemo, useRef } from "preact/hooks";

interface ScrollPreProps {
  readonly text: string;
  readonly label: string;
  readonly class?: string;
  /** Focus it when it appears, because it replaces the button that was pressed. */
  readonly takesFocus?: boolean;
}

/**
 * Preformatted text. A text that is a little too wide is set smaller, so that it fits: `--columns` tells the style sheet
 * its width. It is focusable if, and only if, it scrolls.
 */
export function ScrollPre({ text, label, class: name, takesFocus = false }: ScrollPreProps) {
  const pre = useRef<HTMLPreElement>(null);
  const columns = useMemo(() => longestLine(text), [text]);
  useEffect(() => {
    const element = pre.current;
    if (element === null) return;
    const update = () => {
      const scrolls =
        element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
      if (!scrolls)
        for (const attribute of ["tabindex", "role", "aria-label"]) element.removeAttribute(attribute);
      else {
        element.tabIndex = 0;
        element.setAttribute("role", "group");
        element.setAttribute("aria-label", label);
      }
    };
    // It also fires once for a newly observed element, after layout: measuring here would force one.
    const observer = new ResizeObserver(update);
    observer.observe(element);
    return () => observer.disconnect();
  }, [text, label]);
  useEffect(() => {
    if (takesFocus) pre.current?.focus();
  }, []);
  return (
    <pre ref={pre} class={name} style={{ "--columns": columns }}>
      {text}
    </pre>
  );
}

/** In characters; at least 1. */
function longestLine(text: string): number {
  let longest = 1;
  for (let start = 0; start <= text.length; ) {
    const lineBreak = text.indexOf("\n", start);
    const end = lineBreak < 0 ? text.length : lineBreak;
    longest = Math.max(longest, end - start);
    start = end + 1;
  }
  return longest;
}
