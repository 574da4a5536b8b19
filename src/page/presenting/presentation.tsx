import { words } from "../../words/words.ts";
import "./presenting.css";
import { batch, computed, signal } from "@preact/signals";
import { render } from "preact";
import { Deck } from "./deck.ts";
import { openPresenterView, type PresenterView, titleOf } from "./presenter-view.tsx";
import { readSlideAddress, writeSlideAddress } from "./slide-address.ts";
import { SlideBar } from "./slide-bar.tsx";
import { commandOf, type SlideCommand } from "./slide-keys.ts";

export interface PresentationOptions {
  /** Announces something to screen readers. */
  readonly say: (text: string) => void;
  /** Shows the speaker what went wrong. */
  readonly warn: (text: string) => void;
  /** Lays out the figures of the shown slide by their present widths, at once. */
  readonly layOutFigures: () => void;
  readonly onEnd: () => void;
}

/** A running presentation. */
export interface Presentation {
  /** Divides the slides again, after the lesson was edited. */
  arrange(): void;
  end(): void;
}

/** The size of a slide in CSS pixels, before it is enlarged to the window. */
const SLIDE = { width: 960, height: 540 };
/**
 * The widest narrow window, in CSS pixels. Figures ask the presentation, since browsers take paper for as wide as a usual
 * page, whatever its size.
 */
const NARROW = 860;
/** The space around a slide on paper, as on the screen. */
const MARGIN = { block: 40, inline: 64 };
/** Text takes a little more height on paper than on the screen. */
const SPARE = 30;

/** Shows the lesson as slides, beginning at the one that the address names, until the speaker leaves. */
export function startPresentation(options: PresentationOptions): Presentation {
  return new RunningPresentation(options);
}

class RunningPresentation implements Presentation {
  readonly #options: PresentationOptions;
  readonly #main: HTMLElement;
  readonly #deck: Deck;
  readonly #bar = document.createElement("div");
  readonly #slides = signal<Deck["slides"]>([]);
  readonly #index = signal(0);
  readonly #title = signal("");
  readonly #pageStyle = document.createElement("style");
  readonly #resizeObserver = new ResizeObserver(() => this.#deck.fit(this.#index.peek()));
  readonly #ending = new AbortController();
  #presenter: PresenterView | null = null;
  #resizing = 0;

  constructor(options: PresentationOptions) {
    const main = document.querySelector("main");
    if (main === null) throw new Error("The page has no <main> to present.");
    this.#options = options;
    this.#main = main;
    this.#deck = new Deck(main);
    document.body.append(this.#bar);
    document.head.append(this.#pageStyle);
    render(
      <SlideBar
        title={this.#title}
        index={this.#index}
        count={computed(() => this.#slides.value.length)}
        act={(command) => this.#act(command)}
      />,
      this.#bar,
    );
    this.#listen();
    this.arrange();
    this.#show(this.#deck.find(readSlideAddress(location.hash)) ?? 0);
    // The widths of letters decide what fits.
    void document.fonts.ready.then(() => this.arrange());
  }

  arrange(): void {
    if (this.#ending.signal.aborted) return;
    const current = this.#slides.peek()[this.#index.peek()]?.units[0]?.element;
    this.#deck.arrange(this.#enlarge());
    const { slides } = this.#deck;
    batch(() => {
      this.#slides.value = slides;
      const same = slides.findIndex(({ units }) => units.some(({ element }) => element === current));
      this.#go(same === -1 ? Math.min(this.#index.peek(), slides.length - 1) : same);
    });
  }

  end(): void {
    if (this.#ending.signal.aborted) return;
    const heading = this.#slides.peek()[this.#index.peek()]?.units[0]?.element;
    this.#ending.abort();
    this.#resizeObserver.disconnect();
    this.#presenter?.close();
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    this.#deck.clear();
    for (const name of ["zoom", "--enlarged"]) this.#main.style.removeProperty(name);
    const { dataset } = document.documentElement;
    delete dataset["present"];
    delete dataset["black"];
    this.#bar.remove();
    this.#pageStyle.remove();
    heading?.scrollIntoView();
    this.#options.onEnd();
  }

  #listen(): void {
    const { signal: ended } = this.#ending;
    addEventListener("keydown", (event) => this.#onKey(event), { signal: ended });
    addEventListener("hashchange", () => this.#followAddress(), { signal: ended });
    addEventListener("resize", () => this.#arrangeSoon(), { signal: ended });
    addEventListener("pagehide", () => this.#presenter?.close(), { signal: ended });
    addEventListener("beforeprint", () => this.#fitAll(), { signal: ended });
  }

  #onKey(event: KeyboardEvent): void {
    const command = commandOf(event);
    if (command === null) return;
    event.preventDefault();
    this.#act(command);
  }

  #act(command: SlideCommand): void {
    const index = this.#index.peek();
    const next = () => this.#show(index + 1);
    const previous = () => this.#show(index - 1);
    const actions: Readonly<Record<SlideCommand, () => void>> = {
      next,
      previous,
      forward: () => this.#scrollOr(1, next),
      back: () => this.#scrollOr(-1, previous),
      first: () => this.#show(0),
      last: () => this.#show(this.#slides.peek().length - 1),
      "full-screen": () => void this.#toggleFullScreen(),
      black: () => this.#toggleBlack(),
      "presenter-view": () => this.#openPresenter(),
      leave: () => this.end(),
    };
    if (command !== "black") delete document.documentElement.dataset["black"];
    actions[command]();
  }

  /** Scrolls on where a slide is higher than the window, and else does what the key does. */
  #scrollOr(direction: 1 | -1, otherwise: () => void): void {
    const { scrollHeight } = document.documentElement;
    const left = direction === 1 ? scrollHeight - innerHeight - scrollY : scrollY;
    if (left > 4) scrollBy({ top: direction * innerHeight * 0.8, behavior: "instant" });
    else otherwise();
  }

  #show(index: number): void {
    if (this.#slides.peek()[index] === undefined) return;
    this.#go(index);
    const slide = this.#slides.peek()[index];
    if (slide === undefined) return;
    history.replaceState(
      history.state,
      "",
      location.pathname + location.search + writeSlideAddress(slide.address),
    );
    if (!this.#bar.contains(document.activeElement)) this.#main.focus({ preventScroll: true });
    this.#options.say(words.slides.announced(index + 1, this.#slides.peek().length, titleOf(slide)));
  }

  #go(index: number): void {
    const slide = this.#slides.peek()[index];
    if (slide === undefined) return;
    this.#deck.show(index);
    this.#index.value = index;
    this.#title.value = slide.isTitle ? "" : slide.title;
    this.#resizeObserver.disconnect();
    for (const { element } of slide.units) {
      const host = element.querySelector(".figure-host");
      if (host !== null) this.#resizeObserver.observe(host);
    }
  }

  #followAddress(): void {
    const index = this.#deck.find(readSlideAddress(location.hash));
    if (index !== null) this.#show(index);
  }

  #arrangeSoon(): void {
    cancelAnimationFrame(this.#resizing);
    this.#resizing = requestAnimationFrame(() => this.arrange());
  }

  /** Slides are as large as the window allows, on paper too. Returns how much they are enlarged. */
  #enlarge(): number {
    document.documentElement.dataset["present"] = innerWidth > NARROW ? "wide" : "narrow";
    const zoom = Math.max(1, Math.min(innerWidth / SLIDE.width, innerHeight / SLIDE.height));
    this.#main.style.setProperty("zoom", zoom.toFixed(3));
    this.#main.style.setProperty("--enlarged", zoom.toFixed(3));
    const margin = `${MARGIN.block * zoom}px ${MARGIN.inline * zoom}px`;
    this.#pageStyle.textContent = `@layer print { @page { size: ${innerWidth}px ${innerHeight + SPARE * zoom}px; margin: ${margin}; } }`;
    return zoom;
  }

  /** For paper. A figure that has never been shown has been laid out for no width. */
  #fitAll(): void {
    for (const index of this.#slides.peek().keys()) {
      this.#deck.show(index);
      this.#options.layOutFigures();
      this.#deck.fit(index);
    }
    this.#deck.show(this.#index.peek());
  }

  async #toggleFullScreen(): Promise<void> {
    try {
      if (document.fullscreenElement === null) await document.documentElement.requestFullscreen();
      else await document.exitFullscreen();
    } catch {
      this.#options.warn(words.slides.noFullScreen);
    }
  }

  #toggleBlack(): void {
    const { dataset } = document.documentElement;
    if (dataset["black"] === undefined) {
      dataset["black"] = "";
      this.#options.say(words.slides.isBlack);
    } else {
      delete dataset["black"];
    }
  }

  #openPresenter(): void {
    if (this.#presenter !== null && !this.#presenter.window.closed) {
      this.#presenter.window.focus();
      return;
    }
    const act = (command: SlideCommand) => this.#act(command);
    this.#presenter = openPresenterView({ slides: this.#slides, index: this.#index, act });
    if (this.#presenter === null) {
      this.#options.warn(words.slides.blocked);
      return;
    }
    this.#presenter.window.addEventListener("keydown", (event) => this.#onPresenterKey(event));
  }

  /** The second window neither leaves nor shows the slides in full screen. */
  #onPresenterKey(event: KeyboardEvent): void {
    const command = commandOf(event);
    if (command === null || command === "leave" || command === "full-screen" || command === "presenter-view")
      return;
    event.preventDefault();
    this.#act(command);
  }
}
