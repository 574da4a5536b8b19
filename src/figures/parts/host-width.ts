import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { useLayoutEffect, useMemo } from "preact/hooks";
import { renderingAtOnce } from "./rendering-at-once.ts";

/** Used until the element has a width. */
const DEFAULT_WIDTH = 640;

/** What measures the figures that are drawn. */
const measures = new Set<() => void>();

/** The width of a figure's element in CSS pixels. */
export function useHostWidth(element: HTMLElement): ReadonlySignal<number> {
  const width: Signal<number> = useMemo(() => signal(element.clientWidth || DEFAULT_WIDTH), [element]);
  useLayoutEffect(() => {
    const measure = () => {
      // A hidden or removed element has no width to lay out by.
      if (element.clientWidth > 0) width.value = element.clientWidth;
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measures.add(measure);
    return () => {
      observer.disconnect();
      measures.delete(measure);
    };
  }, [element, width]);
  return width;
}

/** Lays out the figures that are shown by their present widths, without waiting for the browser to report them. */
export function layOutFigures(): void {
  renderingAtOnce(() => {
    for (const measure of measures) measure();
  });
}
