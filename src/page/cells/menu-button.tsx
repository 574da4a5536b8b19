import type { ReadonlySignal } from "@preact/signals";
import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { MoreIcon } from "../ui/icons.tsx";

export interface MenuItem {
  readonly label: string;
  /** What it does, below the label; null if the label says it. */
  readonly detail: string | null;
  readonly disabled: boolean;
  readonly act: () => void;
}

interface MenuButtonProps {
  readonly label: string;
  readonly live: ReadonlySignal<boolean>;
  /** Called when the menu is drawn. */
  readonly items: () => readonly MenuItem[];
}

/** A menu, following the ARIA menu button pattern (arrows, Home, End, Escape). */
export function MenuButton({ label, live, items }: MenuButtonProps) {
  const isOpen = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  // A press on the button closes the popover before it is a click.
  const wasOpen = useRef(false);
  const setOpen = (open: boolean) => {
    isOpen.value = open;
  };
  return (
    <span class="menu">
      <button
        type="button"
        class="menu-button"
        ref={button}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        disabled={!live.value}
        onPointerDown={() => {
          wasOpen.current = isOpen.value;
        }}
        onClick={({ detail }) => setOpen(!(detail === 0 ? isOpen.value : wasOpen.current))}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <MoreIcon />
      </button>
      {isOpen.value ? (
        <Items label={label} items={items()} button={button} onClosed={() => setOpen(false)} />
      ) : null}
    </span>
  );
}

interface ItemsProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly onClosed: () => void;
}

function Items({ label, items, button, onClosed }: ItemsProps) {
  const list = useRef<HTMLDivElement>(null);
  const buttons = () => [...(list.current?.querySelectorAll("button") ?? [])];
  const close = () => {
    onClosed();
    button.current?.focus();
  };
  // Focus synchronously, so a key pressed right after opening reaches the menu.
  useLayoutEffect(() => {
    if (list.current === null || button.current === null) return;
    list.current.showPopover();
    placeAbove(list.current, button.current);
    buttons()[0]?.focus();
  }, []);
  const move = (event: KeyboardEvent) => {
    const all = buttons();
    const at = all.findIndex((item) => item.matches(":focus"));
    const next = nextIndex(event.key, at, all.length);
    if (event.key === "Escape") close();
    else if (next === null) return;
    else all[next]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="menu-items"
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      ref={list}
      onKeyDown={move}
      onToggle={({ newState }) => {
        if (newState === "closed") onClosed();
      }}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && list.current?.contains(relatedTarget) !== true) onClosed();
      }}
    >
      {items.map((item) => (
        <Item key={item.label} item={item} close={close} />
      ))}
    </div>
  );
}

function Item({ item, close }: { readonly item: MenuItem; readonly close: () => void }) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={item.disabled}
      onClick={() => {
        if (item.disabled) return;
        close();
        item.act();
      }}
    >
      <span>{item.label}</span>
      {item.detail === null ? null : <small>{item.detail}</small>}
    </button>
  );
}

/** The space between the button and the menu, and around it in the window, in CSS pixels. */
const GAP = 6;

/**
 * Places a popover above the right end of its button, or lower where it would leave the window: a slide cannot be
 * scrolled to what is above it. Browsers without CSS anchors are still in use.
 */
function placeAbove(popover: HTMLElement, button: HTMLElement): void {
  // Slides are zoomed, and so is what is set here.
  const zoom = popover.currentCSSZoom ?? 1;
  const gap = GAP * zoom;
  popover.style.maxHeight = `${(innerHeight - 2 * gap) / zoom}px`;
  const { right, top } = button.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  popover.style.left = `${(right + scrollX - width) / zoom}px`;
  popover.style.top = `${(Math.max(gap, top - height - gap) + scrollY) / zoom}px`;
}

function nextIndex(key: string, at: number, length: number): number | null {
  switch (key) {
    case "ArrowDown":
      return (at + 1) % length;
    case "ArrowUp":
      return (at - 1 + length) % length;
    case "Home":
      return 0;
    case "End":
      return length - 1;
    default:
      return null;
  }
}
