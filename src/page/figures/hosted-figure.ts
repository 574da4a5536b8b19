import type { Figure } from "../../figures/figure.ts";
import { assertNever } from "../../protocol/assert-never.ts";

/** How far a figure is on its way onto the page. */
export type FigureState =
  /** Not near the window yet. */
  | { readonly type: "waiting" }
  | { readonly type: "loading" }
  /** Some parts are drawn, the others follow one per task. */
  | { readonly type: "drawing"; readonly remove: () => void }
  | { readonly type: "drawn"; readonly remove: () => void }
  | { readonly type: "failed"; readonly remove: () => void }
  | { readonly type: "removed" };

/** What happens on the page as a figure changes state. */
export interface FigureHostActions {
  /** Draws the first part, and returns what removes the figure. */
  mount(figure: Figure): () => void;
  markDrawn(): void;
  /** Shows why there is no figure, and returns what removes the message. */
  showError(error: Error): () => void;
}

/** One figure on the page: waiting → loading → drawing → drawn, or failed. */
export class HostedFigure {
  #state: FigureState = { type: "waiting" };
  readonly #parts: (() => void)[] = [];
  readonly #actions: FigureHostActions;

  constructor(actions: FigureHostActions) {
    this.#actions = actions;
  }

  get state(): FigureState["type"] {
    return this.#state.type;
  }

  /** Returns false if loading has begun before, or is no longer wanted. */
  startLoading(): boolean {
    if (this.#state.type !== "waiting") return false;
    this.#state = { type: "loading" };
    return true;
  }

  /** Draws the first part, unless that has happened or the figure was removed. */
  begin(loaded: Figure | Error): void {
    if (this.#state.type !== "waiting" && this.#state.type !== "loading") return;
    try {
      if (loaded instanceof Error) throw loaded;
      this.#state = { type: "drawing", remove: this.#actions.mount(loaded) };
      this.#completeIfDrawn();
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      this.#state = { type: "failed", remove: this.#actions.showError(reason) };
    }
  }

  /** Defers a part until `drawPart` gets to it. */
  addPart(draw: () => void): void {
    if (this.#state.type === "drawn") draw();
    else this.#parts.push(draw);
  }

  drawPart(): void {
    if (this.#state.type !== "drawing") return;
    this.#parts.shift()?.();
    this.#completeIfDrawn();
  }

  /** Draws everything that is left, without pauses. */
  drawAll(loaded: Figure | Error): void {
    this.begin(loaded);
    while (this.#state.type === "drawing") this.drawPart();
  }

  remove(): void {
    const state = this.#state;
    this.#state = { type: "removed" };
    this.#parts.length = 0;
    switch (state.type) {
      case "drawing":
      case "drawn":
      case "failed":
        state.remove();
        break;
      case "waiting":
      case "loading":
      case "removed":
        break;
      default:
        assertNever(state);
    }
  }

  #completeIfDrawn(): void {
    if (this.#state.type !== "drawing" || this.#parts.length > 0) return;
    this.#state = { type: "drawn", remove: this.#state.remove };
    this.#actions.markDrawn();
  }
}
