import { useMemo } from "preact/hooks";
import { words } from "../../words/words.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { formatDate } from "../ui/dates.ts";
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
            {isComplete(offer) ? words.training.restore : words.training.continueAfter(offer.epochs)}
          </button>
        )}
        <button
          type="button"
          class="button"
          aria-label={words.training.discardOf(cell.id)}
          onClick={({ currentTarget }) => {
            focusRun(currentTarget);
            checkpoints.discard(cell.id);
          }}
        >
          {words.training.discard}
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
  const when = formatDate(new Date(offer.at));
  const what =
    epochs >= total ? words.training.trained(epochs, when) : words.training.cutOff(epochs, total, when);
  if (changed.length > 0) {
    return words.training.codeChanged(what, changed);
  }
  if (isOwnChanged) return words.training.ownChanged(what);
  return epochs >= total ? words.training.canRestore(what) : words.training.goesOnFrom(what);
}
