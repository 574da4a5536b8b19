import { type ReadonlySignal, signal } from "@preact/signals";
import { Component, type ComponentChildren, createContext, type JSX, render } from "preact";
import { useContext, useEffect, useId, useMemo } from "preact/hooks";
import { errorMessage } from "../../protocol/error-message.ts";
import { figureWords } from "../../words/figure-words.ts";
import type { FigureContext } from "../figure.ts";
import { Button } from "./controls/button.tsx";
import { useHostWidth } from "./host-width.ts";
import "./styles.ts";

/** What every part of a figure can use. */
export interface HostServices {
  /** Prefix for ids. */
  readonly id: string;
  /** Width of the figure in CSS pixels. */
  readonly width: ReadonlySignal<number>;
  /** Announces the result of the reader's last action to screen readers. Of several in quick succession only the last is announced. */
  announce(text: string): void;
  /** See `FigureContext.later`. */
  later(draw: () => void): void;
}

const Services = createContext<HostServices | null>(null);

/** The services of the surrounding figure. Throws outside a figure. */
export function useFigure(): HostServices {
  const services = useContext(Services);
  if (services === null) throw new Error("useFigure() can only be called by parts of a figure.");
  return services;
}

/** An id unique on the page. Every figure is a Preact tree of its own, in which `useId` starts from zero. */
export function usePageId(): string {
  const { id } = useFigure();
  return `${id}-${useId()}`;
}

/**
 * Renders a figure's tree into `element`; returns what removes it. `startOver` is offered to the reader after an error.
 */
export function renderInHost(
  element: HTMLElement,
  context: FigureContext,
  view: JSX.Element,
  startOver: () => void,
): () => void {
  element.classList.add("fig");
  render(
    <FigureHost element={element} context={context} startOver={startOver}>
      {view}
    </FigureHost>,
    element,
  );
  return () => {
    render(null, element);
    element.classList.remove("fig");
  };
}

/** Surrounds a figure: provides its services, shows errors thrown while drawing, and holds the live region. */
function FigureHost(props: {
  readonly element: HTMLElement;
  readonly context: FigureContext;
  readonly startOver: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { id, later } = props.context;
  const width = useHostWidth(props.element);
  const announcer = useMemo(createAnnouncer, []);
  useEffect(() => announcer.cancel, [announcer]);
  const services = useMemo(
    () => ({ id, width, announce: announcer.announce, later }),
    [id, width, announcer, later],
  );
  return (
    <Services.Provider value={services}>
      <ErrorBoundary startOver={props.startOver}>{props.children}</ErrorBoundary>
      <p class="fig-hidden" role="status">
        {announcer.text}
      </p>
    </Services.Provider>
  );
}

const QUIET_MS = 600;

function createAnnouncer() {
  const text = signal("");
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    text,
    announce(next: string): void {
      clearTimeout(timer);
      timer = setTimeout(() => {
        text.value = next;
      }, QUIET_MS);
    },
    cancel(): void {
      clearTimeout(timer);
    },
  };
}

class ErrorBoundary extends Component<
  { readonly startOver: () => void; readonly children: ComponentChildren },
  { readonly message: string | null }
> {
  override state = { message: null };

  static override getDerivedStateFromError(error: unknown): { message: string } {
    return { message: errorMessage(error) };
  }

  override render() {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <div class="fig-fault">
        <p>{figureWords.parts.stopped(message)}</p>
        <Button onClick={this.props.startOver}>{figureWords.parts.startOver}</Button>
      </div>
    );
  }
}
