import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CellId } from "../../protocol/ids.ts";
import type { CellDefinition } from "./cell-definition.ts";
import { createSlot, doubtfulSince, namesOf, type Slot } from "./cell-model.ts";
import { type Freshness, type Moment, staleCells } from "./stale.ts";

/** The cells of the lesson in the order of the page, and which of them are stale. */
export class Slots {
  readonly list: Signal<readonly Slot[]> = signal([]);
  private now: Moment = 0;
  private readonly stale: ReadonlySignal<ReadonlySet<CellId>>;

  constructor(definitions: readonly CellDefinition[]) {
    this.stale = computed(() =>
      staleCells(this.list.value.map((slot) => freshness(slot, doubtfulSince(slot)))),
    );
    this.list.value = definitions.map((definition) => createSlot(definition, this.stale));
  }

  /** The next moment of the notebook's clock. */
  tick(): Moment {
    this.now += 1;
    return this.now;
  }

  edit(slot: Slot, source: string): void {
    slot.source.value = source;
    slot.editedAt.value = this.tick();
    const author = slot.definition.value;
    if (source === author.source) slot.names.value = author.names;
  }

  find(id: CellId): Slot | undefined {
    return this.list.value.find((slot) => slot.id === id);
  }

  /** A cell whose text changed since its last run replaces what it declared: what read that is out of date. */
  outdateDependents(of: Slot): void {
    const last = of.lastRun.value;
    if (last === null || last.source === of.source.value) return;
    const now = this.tick();
    const dependents = staleCells(this.list.value.map((slot) => freshness(slot, slot === of ? now : null)));
    for (const slot of this.list.value) {
      const run = slot.lastRun.value;
      if (slot !== of && run !== null && dependents.has(slot.id))
        slot.lastRun.value = { ...run, outdatedAt: now };
    }
  }

  /** Takes in an edited lesson: the student's edits stay; a cell without one takes the author's new text. */
  redefine(definitions: readonly CellDefinition[]): void {
    this.list.value = definitions.map((definition) => {
      const slot = this.find(definition.id);
      if (slot === undefined) return createSlot(definition, this.stale);
      const isEdited = slot.source.value !== slot.definition.value.source;
      slot.definition.value = definition;
      if (!isEdited) {
        slot.source.value = definition.source;
        slot.editedAt.value = this.tick();
        slot.names.value = definition.names;
      }
      return slot;
    });
  }

  /** The runtime is gone with all that cells had computed: what they showed is kept, marked as old. */
  forgetRuns(except: Slot | null): void {
    for (const slot of this.list.value) {
      if (slot === except) continue;
      slot.lastRun.value = null;
      const { entries, error } = slot.outputs.value;
      if (entries.length > 0 || error !== null) slot.outputs.value = { ...slot.outputs.value, old: true };
    }
  }
}

function freshness(slot: Slot, since: Moment | null): Freshness {
  const { manual, exercise } = slot.definition.value;
  return {
    id: slot.id,
    names: namesOf(slot),
    byHand: manual || exercise,
    ranAt: slot.lastRun.value?.at ?? null,
    doubtfulSince: since,
  };
}
