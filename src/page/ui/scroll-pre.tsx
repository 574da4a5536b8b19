import { useEffect, useRef } from "preact/hooks";

interface ScrollPreProps {
  readonly text: string;
  readonly label: string;
  readonly class?: string;
  /** Focus it when it appears, because it replaces the button that was pressed. */
  readonly takesFocus?: boolean;
}

/** Preformatted text. It is focusable if, and only if, it scrolls. */
export function ScrollPre({ text, label, class: name, takesFocus = false }: ScrollPreProps) {
  const pre = useRef<HTMLPreElement>(null);
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
    const observer = new ResizeObserver(update);
    observer.observe(element);
    update();
    return () => observer.disconnect();
  }, [text, label]);
  useEffect(() => {
    if (takesFocus) pre.current?.focus();
  }, []);
  return (
    <pre ref={pre} class={name}>
      {text}
    </pre>
  );
}
