import { type JSX, render } from "preact";
import type { Figure, FigureContext } from "../../figures/figure.ts";
import type { FigureUse } from "../../lesson/lesson.ts";
import { type FigureCode, LoadError } from "./figure-code.ts";
import { HostedFigure } from "./hosted-figure.ts";
import { idle, inTurn, pause } from "./in-turn.ts";
import { FailedView, LoadingView } from "./status-view.tsx";

/** A figure is drawn when it is this close to the window. */
const MARGIN = "600px 0px";

/** A figure as the lesson uses it. */
export type FigureDefinition = Pick<FigureUse, "id" | "name" | "attributes">;

/** A figure of the page: loads its code, draws it into its host, and lets the reader try again what failed. */
export class PageFigure {
  readonly #host: HTMLElement;
  readonly #data: FigureDefinition;
  readonly #code: FigureCode;
  readonly #hosted: HostedFigure;
  #attempts = 0;
  #error: Error | null = null;
  #unobserve = () => {};

  constructor(
    host: HTMLElement,
    data: FigureDefinition,
    code: FigureCode,
    context: Omit<FigureContext, "later">,
  ) {
    this.#host = host;
    this.#data = data;
    this.#code = code;
    const whole = { ...context, later: (draw: () => void) => this.#hosted.addPart(draw) };
    this.#hosted = new HostedFigure({
      showLoading: () => this.#show("loading", <LoadingView />),
      mount: (figure) => figure.mount(host, data.attributes, whole),
      markDrawn() {
        host.dataset["mounted"] = "";
      },
      showError: (error) => this.#showError(error),
    });
  }

  drawWhenNear(): void {
    this.#unobserve = whenNear(this.#host, () => void this.#loadAndDraw());
  }

  /** Loads it again if that failed. */
  retryLoading(): void {
    if (this.#error instanceof LoadError) void this.#loadAndDraw();
  }

  preload(): void {
    void this.#code.load(this.#data.name);
  }

  /** Loads its code, if it can be loaded, and draws it. */
  async prepareForPrint(): Promise<void> {
    this.#hosted.drawAll(await this.#code.load(this.#data.name));
  }

  /** At once, if its code is there; printing doesn't wait for downloads. */
  drawForPrint(): void {
    const loaded = this.#code.loaded(this.#data.name);
    if (loaded === undefined) void this.#code.load(this.#data.name);
    else this.#hosted.drawAll(loaded);
  }

  /** Draws another version of the figure of that name, if it is this one. */
  redraw(name: string, figure: Figure): void {
    if (name === this.#data.name) this.#hosted.redraw(figure);
  }

  remove(): void {
    this.#unobserve();
    this.#hosted.remove();
  }

  async #loadAndDraw(): Promise<void> {
    if (!this.#hosted.startLoading()) return;
    this.#error = null;
    this.#attempts += 1;
    const loaded = await this.#code.load(this.#data.name);
    await inTurn(() => this.#draw(loaded));
  }

  async #draw(loaded: Figure | Error): Promise<void> {
    // The code brings styles for the whole page; let the browser apply them first.
    await idle();
    // Its author may have edited it since.
    this.#hosted.begin(this.#code.loaded(this.#data.name) ?? loaded);
    while (this.#hosted.state === "drawing") {
      await pause();
      this.#hosted.drawPart();
    }
  }

  #showError(error: Error): () => void {
    this.#error = error;
    const isRetry = document.activeElement === this.#host;
    const retry = () => {
      // Keep the focus here while there is no button.
      this.#host.tabIndex = -1;
      this.#host.focus();
      void this.#loadAndDraw();
    };
    const id = `figure-${this.#data.id}-failed`;
    const view = <FailedView id={id} error={error} attempts={this.#attempts} onRetry={retry} />;
    const remove = this.#show("failed", view);
    if (isRetry) this.#host.querySelector("button")?.focus();
    return remove;
  }

  /** Shows this in place of the figure. */
  #show(status: "loading" | "failed", view: JSX.Element): () => void {
    this.#host.dataset["figureStatus"] = status;
    render(view, this.#host);
    return () => {
      delete this.#host.dataset["figureStatus"];
      render(null, this.#host);
    };
  }
}

/** Calls back once, when an element comes near the window. */
function whenNear(element: HTMLElement, act: () => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      act();
    },
    { rootMargin: MARGIN },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
