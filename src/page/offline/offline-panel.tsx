import { words } from "../../words/words.ts";
import "./offline-panel.css";
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { DatasetName } from "../../protocol/ids.ts";
import { megabytes } from "../datasets/dataset-server.ts";
import { siteFiles } from "../datasets/site-files.ts";
import { workerKeeper } from "../datasets/worker-datasets.ts";
import { describeCopy } from "./describe-copy.ts";
import { type DatasetWork, type KeptDataset, KeptDatasets } from "./kept-datasets.ts";
import type { KeptSite, SiteCopy } from "./site-copy.ts";

interface OfflinePanelOptions {
  readonly site: KeptSite;
  /** Those that the lesson uses. */
  readonly datasets: readonly DatasetName[];
  /** Changes to the new version. */
  readonly change: () => void;
}

/** What the menu shows about offline use. Downloads continue while the menu is closed. */
export function createOfflinePanel({ site, datasets: used, change }: OfflinePanelOptions): ComponentType {
  const datasets = new KeptDatasets(site.root, used, workerKeeper(site.root, siteFiles(document).hasDataset));
  return function OfflinePanel() {
    const panel = useRef<HTMLDivElement>(null);
    const siteBytes = useStoredBytes(site);
    const { keep, cancel, remove } = storing(site, datasets);
    const copy = site.copy.value;
    const list = datasets.list.value;
    const work = datasets.work.value;
    // The button that was pressed is replaced, and takes the focus with it.
    const act = (action: () => void) => () => {
      panel.current?.focus();
      action();
    };
    useEffect(() => void datasets.refresh(), []);
    return (
      // biome-ignore lint/a11y/useSemanticElements: a group of texts and buttons, not of form fields
      <div class="offline" ref={panel} role="group" aria-label={words.offline.label} tabIndex={-1}>
        <p role="status">{describeCopy(copy, list)}</p>
        <Failure work={work} />
        <ul class="offline-list">
          <SiteRow copy={copy} bytes={siteBytes} />
          {list.map((dataset) => (
            <DatasetRow key={dataset.name} dataset={dataset} work={work} />
          ))}
        </ul>
        <div class="offline-actions">
          <Actions {...{ copy, list, work }} keep={act(keep)} cancel={act(cancel)} remove={act(remove)} />
          {site.newVersion.value === null ? null : (
            <button type="button" class="button" onClick={change}>
              {words.offline.changeVersion}
            </button>
          )}
        </div>
      </div>
    );
  };
}

/** The size of the stored pages; null while it is not known. */
function useStoredBytes(site: KeptSite): number | null {
  const stored = useSignal<number | null>(null);
  useEffect(() => {
    void site.storedBytes().then((bytes) => {
      stored.value = bytes;
    });
  }, [site.copy.value.type]);
  return stored.value;
}

/** Stores and removes the pages and the datasets together. */
function storing(site: KeptSite, datasets: KeptDatasets): Pick<ActionsProps, "keep" | "cancel" | "remove"> {
  return {
    keep() {
      void navigator.storage?.persist?.().catch(() => false);
      void site.keep();
      void datasets.keep();
    },
    cancel() {
      site.cancel();
      datasets.cancel();
    },
    remove() {
      void site.remove();
      void datasets.remove();
    },
  };
}

function Failure({ work }: { readonly work: DatasetWork }) {
  return work.type === "failed" ? (
    <p class="offline-failed" role="alert">
      {work.message}
    </p>
  ) : null;
}

function SiteRow({ copy, bytes }: { readonly copy: SiteCopy; readonly bytes: number | null }) {
  if (copy.type === "storing") return <Row title={words.offline.pages} done={copy.done} total={copy.total} />;
  if (copy.type !== "stored") return null;
  return (
    <Row
      title={words.offline.pages}
      size={bytes === null ? words.offline.kept : words.offline.sizeKept(megabytes(bytes))}
    />
  );
}

function DatasetRow({ dataset, work }: { readonly dataset: KeptDataset; readonly work: DatasetWork }) {
  const { name, title, total, stored, isComplete } = dataset;
  if (work.type === "keeping" && work.name === name)
    return <Row title={title} done={work.done} total={total} />;
  if (isComplete) return <Row title={title} size={words.offline.sizeKept(megabytes(stored))} />;
  const size =
    stored === 0
      ? words.offline.notKept(megabytes(total))
      : words.offline.partKept(megabytes(stored), megabytes(total));
  return <Row title={title} size={size} />;
}

type RowProps =
  | { readonly title: string; readonly size: string }
  | { readonly title: string; readonly done: number; readonly total: number };

/** Something that is kept, with its size or the progress of its download. */
function Row(props: RowProps) {
  const { title } = props;
  if ("size" in props)
    return (
      <li>
        <span>{title}</span> <span class="offline-size">{props.size}</span>
      </li>
    );
  const { done, total } = props;
  return (
    <li>
      <span>{title}</span>{" "}
      <span class="offline-size">
        {total === 0 ? "" : words.counts.shown(megabytes(done), megabytes(total))}
      </span>
      <progress
        aria-label={words.offline.storingWhat(title)}
        {...(total === 0 ? {} : { value: done / total, max: 1 })}
      />
    </li>
  );
}

interface ActionsProps {
  readonly copy: SiteCopy;
  readonly list: readonly KeptDataset[];
  readonly work: DatasetWork;
  readonly keep: () => void;
  readonly cancel: () => void;
  readonly remove: () => void;
}

function Actions({ copy, list, work, keep, cancel, remove }: ActionsProps) {
  if (copy.type === "storing" || work.type === "keeping")
    return (
      <button type="button" class="button" onClick={cancel}>
        {words.work.cancel}
      </button>
    );
  const missing = list.reduce((sum, { total, isComplete }) => sum + (isComplete ? 0 : total), 0);
  const canKeep = (copy.type !== "unsupported" && copy.type !== "stored") || missing > 0;
  const hasSomething = copy.type === "stored" || list.some(({ stored }) => stored > 0);
  return (
    <>
      {canKeep ? (
        <button type="button" class="button" onClick={keep}>
          {words.offline.keep}
          {missing > 0 ? ` (${megabytes(missing)})` : ""}
        </button>
      ) : null}
      {hasSomething ? (
        <button type="button" class="button" onClick={remove}>
          {words.offline.remove}
        </button>
      ) : null}
    </>
  );
}
