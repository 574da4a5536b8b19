import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { useFigure } from "./figure-host.tsx";
import { renderingAtOnce } from "./rendering-at-once.ts";

/**
 * Draws its children one after the other at first, each in a task of its own, so that a large figure does not block
 * scrolling. List them in the order in which they are seen.
 */
export function DrawInTurn({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const { later } = useFigure();
  const [drawn, setDrawn] = useState(1);
  const isComplete = !Array.isArray(children) || drawn >= children.length;
  useLayoutEffect(() => {
    if (!isComplete) later(() => renderingAtOnce(() => setDrawn(drawn + 1)));
  }, [drawn, isComplete, later]);
  return <>{isComplete ? children : children.slice(0, drawn)}</>;
}
