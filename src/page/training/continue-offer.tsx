import { useMemo } from "preact/hooks";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { count } from "../ui/format.ts";
import type { Checkpoints, Offer } from "./checkpoints.ts";

interface ContinueOfferProps {
  readonly cell: CellModel;
  readonly checkpoints: Checkpoints;
}

/** Offers to continue a training that a reload or a lost runtime has cut off. */
export function ContinueOffer({ cell, checkpoints }: ContinueOfferProps) {
  const offer = useMemo(() => checkpoints.offerOf(cell), [cell, checkpoints]).value;
  if (offer === null) return null;
  const focusRun = (button: HTMLElement): void =>
    button.closest("[data-cell]")?.querySelector<HTMLElement>(".run")?.focus();
  return (
    <div class="continue-offer">
      <p>{explain(offer)}</p>
      <div class="continue-actions">
        {offer.changed.length > 0 ? null : (
          <button
            type="button"
            class="button"
            onClick={({ currentTarget }) => {
              focusRun(currentTarget);
              void checkpoints.continueIn(cell.id);
            }}
          >
            {isComplete(offer) ? "Restore the trained network" : `Continue after epoch ${offer.epochs}`}
          </button>
        )}
        <button
          type="button"
          class="button"
          aria-label={`Discard the saved training of ${cell.id}`}
          onClick={({ currentTarget }) => {
            focusRun(currentTarget);
            checkpoints.discard(cell.id);
          }}
        >
          Discard
        </button>
      </div>
    </div>
  );
}

function isComplete({ epochs, total, isOwnChanged }: Offer): boolean {
  return epochs >= total && !isOwnChanged;
}

function explain(offer: Offer): string {
  const { epochs, total, changed, isOwnChanged } = offer;
  const when = new Date(offer.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const what =
    epochs >= total
      ? `This network was trained (${count(epochs, "epoch")}) and saved on ${when}.`
      : `This training was cut off: epoch ${epochs} of ${total} was saved on ${when}.`;
  if (changed.length > 0) {
    return `${what} It cannot continue, because ${changed.join(" and ")} ${changed.length === 1 ? "was" : "were"} changed since. Undo that, or run the cell to train again.`;
  }
  if (isOwnChanged)
    return `${what} The code of this cell was changed since; the saved network would continue with it.`;
  return epochs >= total
    ? `${what} Its weights can be restored without training.`
    : `${what} Weights and optimizer go on from there; only the order of the samples will be another.`;
}
