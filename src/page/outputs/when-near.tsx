import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { drawWhenNear } from "./draw-when-near.ts";

interface WhenNearProps {
  /** About how many elements the content has. */
  readonly weight: number;
  /** The content's height in CSS pixels, about, to reserve. */
  readonly height: number;
  /** Shown until then. */
  readonly placeholder: string;
  readonly children: () => ComponentChildren;
}

/** Content that costs much to draw: it is drawn when it comes near the window, and may be erased when it is far away. */
export function WhenNear({ weight, height, placeholder, children }: WhenNearProps) {
  const host = useRef<HTMLDivElement>(null);
  const isDrawn = useSignal(false);
  const reserved = useSignal(height);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    return drawWhenNear(element, {
      weight,
      draw() {
        isDrawn.value = true;
      },
      erase() {
        reserved.value = element.getBoundingClientRect().height;
        isDrawn.value = false;
      },
    });
  }, [weight]);
  return (
    <div ref={host} style={isDrawn.value ? undefined : { minHeight: `${reserved.value}px` }}>
      {isDrawn.value ? children() : <p class="out-note">{placeholder}</p>}
    </div>
  );
}
