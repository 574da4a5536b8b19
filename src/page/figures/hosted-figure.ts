import type { Figure } from "../../figures/figure.ts";
import { assertNever } from "../../protocol/assert-never.ts";

/** How far a figure is on its way onto the page. `remove` removes what is shown. */
export type FigureState =
  /** Not near the window yet. */
  | { readonly type: "waiting" }
  | { readonly type: "loading"; readonly remove: () => void }
  /** Some parts are drawn, the others follow one per task. */
  | { readonly type: "drawing"; readonly remove: () => void }
  | { readonly type: "drawn"; readonly remove: () => void }
  /** Can be loaded again. */
  | { readonly type: "failed"; readonly remove: () => void }
  | { readonly type: "removed" };

/** What happens on the page as a figure changes state. Each returns what takes it back. */
export interface FigureHostActions {
  showLoading(): () => void;
  /** Draws the first part. */
  mount(figure: Figure): () => void;
  markDrawn(): void;
  /** Shows why there is no figure. */
  showError(error: Error): () => void;
}

/** One figure on the page: waiting → loading → drawing → drawn; or failed, from where it can be loaded again. */
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

  /** Returns false if it is being loaded or drawn already, or no longer wanted. */
  startLoading(): boolean {
    if (this.#state.type !== "waiting" && this.#state.type !== "failed") return false;
    this.#clear();
    this.#state = { type: "loading", remove: this.#actions.showLoading() };
    return true;
  }

  /** Draws the first part, unless that has happened or the figure was removed. */
  begin(loaded: Figure | Error): void {
    if (this.#state.type !== "waiting" && this.#state.type !== "loading" && this.#state.type !== "failed")
      return;
    this.#clear();
    if (loaded instanceof Error) {
      this.#fail(loaded);
      return;
    }
    try {
      this.#state = { type: "drawing", remove: this.#actions.mount(loaded) };
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#completeIfDrawn();
  }

  /** Defers a part until `drawPart` gets to it. */
  addPart(draw: () => void): void {
    if (this.#state.type === "drawn") draw();
    else this.#parts.push(draw);
  }

  drawPart(): void {
    if (this.#state.type !== "drawing") return;
    try {
      this.#parts.shift()?.();
    } catch (error) {
      this.#clear();
      this.#fail(error);
      return;
    }
    this.#completeIfDrawn();
  }

  /** Draws everything that is left, without pauses. */
  drawAll(loaded: Figure | Error): void {
    this.begin(loaded);
    while (this.#state.type === "drawing") this.drawPart();
  }

  /** Draws another version of the figure, if one is there or could not be drawn. */
  redraw(figure: Figure): void {
    if (this.#state.type === "waiting" || this.#state.type === "loading" || this.#state.type === "removed")
      return;
    this.#clear();
    this.#state = { type: "waiting" };
    this.drawAll(figure);
  }

  remove(): void {
    this.#clear();
    this.#state = { type: "removed" };
  }

  /** Removes what is shown, and forgets the parts that are left. */
  #clear(): void {
    this.#parts.length = 0;
    switch (this.#state.type) {
      case "loading":
      case "drawing":
      case "drawn":
      case "failed":
        this.#state.remove();
        break;
      case "waiting":
      case "removed":
        break;
      default:
        assertNever(this.#state);
    }
  }

  #fail(error: unknown): void {
    const reason = error instanceof Error ? error : new Error(String(error));
    this.#state = { type: "failed", remove: this.#actions.showError(reason) };
  }

  #completeIfDrawn(): void {
    if (this.#state.type !== "drawing" || this.#parts.length > 0) return;
    this.#state = { type: "drawn", remove: this.#state.remove };
    this.#actions.markDrawn();
  }
}
