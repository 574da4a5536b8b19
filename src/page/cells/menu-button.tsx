import type { ReadonlySignal } from "@preact/signals";
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
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
  const host = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!isOpen.value) return;
    const close = (event: Event) => {
      if (event.target instanceof Node && host.current?.contains(event.target) !== true) isOpen.value = false;
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("focusin", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("focusin", close);
    };
  }, [isOpen.value, isOpen]);
  const close = () => {
    isOpen.value = false;
    host.current?.querySelector("button")?.focus();
  };
  return (
    <span class="menu" ref={host}>
      <button
        type="button"
        class="menu-button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        disabled={!live.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          isOpen.value = true;
        }}
      >
        <MoreIcon />
      </button>
      {isOpen.value ? <Items label={label} items={items()} close={close} /> : null}
    </span>
  );
}

interface ItemsProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly close: () => void;
}

function Items({ label, items, close }: ItemsProps) {
  const list = useRef<HTMLDivElement>(null);
  const buttons = () => [...(list.current?.querySelectorAll("button") ?? [])];
  // Focus synchronously, so a key pressed right after opening reaches the menu.
  useLayoutEffect(() => buttons()[0]?.focus(), []);
  const move = (event: KeyboardEvent) => {
    const all = buttons();
    const at = all.findIndex((button) => button.matches(":focus"));
    const next = nextIndex(event.key, at, all.length);
    if (event.key === "Escape") close();
    else if (next === null) return;
    else all[next]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="menu-items" role="menu" tabIndex={-1} aria-label={label} ref={list} onKeyDown={move}>
      {items.map((item) => (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          key={item.label}
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
      ))}
    </div>
  );
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
