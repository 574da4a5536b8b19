import { type ReadonlySignal, signal } from "@preact/signals";
import { Component, type ComponentChildren, createContext, type JSX, render } from "preact";
import { useContext, useEffect, useId, useLayoutEffect, useState } from "preact/hooks";
import type { FigureContext } from "../figure.ts";
import "./figure.css";
import { renderingAtOnce } from "./rendering-at-once.ts";

/** What every part of a figure may ask for. */
export interface Room {
  /** Prefix for ids. */
  readonly id: string;
  /** Width that the figure has, in CSS pixels. */
  readonly width: ReadonlySignal<number>;
  /** Tells readers who cannot see the figure what their last action did. Only the last of a quick series is said. */
  announce(text: string): void;
  /** See `FigureContext.later`. */
  later(draw: () => void): void;
}

const RoomContext = createContext<Room | null>(null);

/** The room of the figure around. Throws outside `mountFigure`. */
export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (room === null) throw new Error("Parts of figures are drawn by mountFigure only.");
  return room;
}

/** Until the host has a width. */
const USUAL_WIDTH = 640;

/** An id unique on the page: figures are trees of their own, in each of which Preact counts its ids from the beginning. */
export function usePageId(): string {
  const { id } = useRoom();
  return `${id}-${useId()}`;
}

/** Draws a figure's tree into its host; returns what takes it down. What goes wrong inside is said in its place. */
export function mountFigure(host: HTMLElement, context: FigureContext, view: JSX.Element): () => void {
  const width = signal(host.clientWidth || USUAL_WIDTH);
  const observer = new ResizeObserver(() => {
    // A host that is hidden or already out of the page has no width to lay out by.
    if (host.clientWidth > 0) width.value = host.clientWidth;
  });
  observer.observe(host);
  const announcer = createAnnouncer();
  const room: Room = { id: context.id, width, announce: announcer.announce, later: context.later };
  host.classList.add("fig");
  render(
    <RoomContext.Provider value={room}>
      <Boundary>{view}</Boundary>
      <p class="fig-hidden" role="status">
        {announcer.said}
      </p>
    </RoomContext.Provider>,
    host,
  );
  return () => {
    observer.disconnect();
    announcer.cancel();
    render(null, host);
    host.classList.remove("fig");
  };
}

/**
 * The figure's group with its name, and the text alternative: `now` says in words what is seen at this moment.
 * It is read on request, not announced; announcing is `Room.announce`. The children come one after the other at first,
 * each in a task of its own.
 */
export function Figure(props: {
  readonly label: string;
  readonly now: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { id } = useRoom();
  const parts = usePartsInTurn(props.children);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a visible legend and brings a form's looks.
    <div role="group" aria-label={props.label} class="fig-body">
      <p id={`${id}-now`} class="fig-hidden">
        {props.now}
      </p>
      {parts}
    </div>
  );
}

/** Of several children, those that have had their turn to be drawn. */
function usePartsInTurn(children: ComponentChildren): ComponentChildren {
  const { later } = useRoom();
  const [drawn, setDrawn] = useState(1);
  const isComplete = !Array.isArray(children) || drawn >= children.length;
  useLayoutEffect(() => {
    if (!isComplete) later(() => renderingAtOnce(() => setDrawn(drawn + 1)));
  }, [drawn, isComplete, later]);
  return isComplete ? children : children.slice(0, drawn);
}

/** Announces a text when it changes after the reader's own doing, told by `action` having changed too. */
export function useAnnounceAfter(action: number, text: string): void {
  const { announce } = useRoom();
  // Not on `text`: during playing it changes alone, and playing stays silent.
  useEffect(() => {
    if (action > 0) announce(text);
  }, [action]);
}

const QUIET_MS = 600;

function createAnnouncer() {
  const said = signal("");
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    said,
    announce(text: string): void {
      clearTimeout(timer);
      timer = setTimeout(() => {
        said.value = text;
      }, QUIET_MS);
    },
    cancel(): void {
      clearTimeout(timer);
    },
  };
}

class Boundary extends Component<
  { readonly children: ComponentChildren },
  { readonly fault: string | null }
> {
  override state = { fault: null };

  static override getDerivedStateFromError(error: unknown): { fault: string } {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    return (
      <p class="fig-fault">
        This figure could not be drawn ({fault}). Reload the page to try again; its caption says what it
        shows.
      </p>
    );
  }
}
