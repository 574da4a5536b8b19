import { type ReadonlySignal, signal } from "@preact/signals";
import { render } from "preact";
import { words } from "../../words/words.ts";
import { formatClock } from "../ui/dates.ts";
import type { Slide } from "./deck.ts";
import type { SlideCommand } from "./slide-keys.ts";

export interface PresenterProps {
  readonly slides: ReadonlySignal<readonly Slide[]>;
  /** From 0. */
  readonly index: ReadonlySignal<number>;
  readonly act: (command: SlideCommand) => void;
}

/** The second window. */
export interface PresenterView {
  readonly window: Window;
  close(): void;
}

const NAME = "lectern-presenter";
/** In ms. */
const TICK = 500;

/** Opens the second window, with notes and a clock. Null if the browser has blocked it. */
export function openPresenterView(props: PresenterProps): PresenterView | null {
  const popup = window.open("", NAME, "popup,width=900,height=640");
  if (popup === null) return null;
  const page = popup.document;
  page.title = words.slides.presenterOf(document.title);
  page.documentElement.lang = words.language;
  page.documentElement.className = "presenter";
  page.head.replaceChildren(page.head.querySelector("title") ?? "", ...copiedStyles());
  const { theme } = document.documentElement.dataset;
  if (theme !== undefined) page.documentElement.dataset["theme"] = theme;
  const now = signal(Date.now());
  const started = signal(Date.now());
  const timer = setInterval(() => {
    now.value = Date.now();
  }, TICK);
  page.body.replaceChildren();
  render(<Presenter {...props} now={now} started={started} />, page.body);
  return {
    window: popup,
    close() {
      clearInterval(timer);
      if (!popup.closed) render(null, page.body);
      popup.close();
    },
  };
}

/** The window has no address of its own, so the addresses of style sheets must be absolute. */
function copiedStyles(): readonly Element[] {
  return Array.from(document.querySelectorAll("link[rel=stylesheet], style"), (sheet) => {
    if (sheet instanceof HTMLLinkElement) {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = sheet.href;
      return link;
    }
    return sheet.cloneNode(true) as Element;
  });
}

interface ClockProps {
  readonly now: ReadonlySignal<number>;
  readonly started: ReturnType<typeof signal<number>>;
}

function Presenter({ slides, index, act, now, started }: PresenterProps & ClockProps) {
  const slide = slides.value[index.value];
  const next = slides.value[index.value + 1];
  // The lesson's language, even one without a dictionary. `document` is the page's, not the window's.
  const { lang } = document.documentElement;
  const notes = slide?.units.flatMap((unit) => unit.notes) ?? [];
  return (
    <main class="presenter-page">
      <header class="presenter-head">
        <p>{words.slides.slide(index.value + 1, slides.value.length)}</p>
        <Clock now={now} started={started} />
      </header>
      <h1 lang={lang}>{slide === undefined ? "" : titleOf(slide)}</h1>
      <section class="presenter-notes" aria-label={words.slides.notes}>
        {notes.length === 0 ? <p class="presenter-none">{words.slides.noNotes}</p> : null}
        {notes.map((element, at) => (
          <div
            key={`${index.value} ${at}`}
            lang={lang}
            dangerouslySetInnerHTML={{ __html: element.innerHTML }}
          />
        ))}
      </section>
      <p class="presenter-next">
        {next === undefined ? words.slides.last : words.slides.next(titleOf(next))}
      </p>
      <Buttons act={act} />
      <p class="hidden-visually" role="status" lang={lang}>
        {slide === undefined ? "" : titleOf(slide)}
      </p>
    </main>
  );
}

function Buttons({ act }: Pick<PresenterProps, "act">) {
  return (
    <p class="presenter-buttons">
      <button type="button" class="button" onClick={() => act("previous")}>
        {words.slides.previousSlide}
      </button>
      <button type="button" class="button" onClick={() => act("next")}>
        {words.slides.nextSlide}
      </button>
      <button type="button" class="button" onClick={() => act("black")}>
        {words.slides.blackScreen}
      </button>
    </p>
  );
}

function Clock({ now, started }: ClockProps) {
  const elapsed = Math.max(0, Math.floor((now.value - (started.value ?? now.value)) / 1000));
  const time = formatClock(new Date(now.value));
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  return (
    <p class="presenter-clock">
      <time>{time}</time>
      <span role="timer" aria-label={words.slides.elapsed}>
        {Math.floor(elapsed / 60)}:{twoDigits(elapsed % 60)}
      </span>
      <button
        type="button"
        class="button"
        onClick={() => {
          started.value = Date.now();
        }}
      >
        {words.slides.restart}
      </button>
    </p>
  );
}

export function titleOf({ title, address }: Slide): string {
  return address.part > 1 ? words.slides.continued(title, address.part) : title;
}
