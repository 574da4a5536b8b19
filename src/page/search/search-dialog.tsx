import { errorMessage } from "../../protocol/error-message.ts";
import { words } from "../../words/words.ts";
import "./search-dialog.css";
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { type Findings, findSections } from "../../search/find.ts";
import { readIndex, type SearchIndex } from "../../search/search-index.ts";
import { CloseAction, openDialog } from "../ui/dialog.tsx";
import { describeCount } from "./describe-count.ts";
import { FoundItem } from "./found-item.tsx";
import { moveAmongResults } from "./move-among-results.ts";

/** Readers refine the query instead of reading more. */
const LIMIT = 30;

type Load = () => Promise<string>;

/** Reads once, but again after a failure. */
let loaded: Promise<SearchIndex> | null = null;

function indexFrom(load: Load): Promise<SearchIndex> {
  loaded ??= load().then(readDownloaded);
  loaded.catch(() => {
    loaded = null;
  });
  return loaded;
}

function readDownloaded(text: string): Promise<SearchIndex> {
  return readIndex(text).catch(() => {
    throw new Error(words.search.damaged);
  });
}

/**
 * Opens the search over all lessons of the course.
 * @param typed the beginning of the query.
 */
export function openSearch(load: Load, typed: string): void {
  openDialog({ title: words.search.title, contents: (close) => <Search {...{ load, typed, close }} /> });
}

type State =
  | { readonly type: "loading" }
  | { readonly type: "failed"; readonly message: string }
  | { readonly type: "ready"; readonly index: SearchIndex };

interface SearchProps {
  readonly load: Load;
  readonly typed: string;
  readonly close: () => void;
}

function Search({ load, typed, close }: SearchProps) {
  const state = useSignal<State>({ type: "loading" });
  const query = useSignal(typed);
  const start = useMemo(() => () => startLoading(load, state), [load, state]);
  useEffect(start, [start]);
  const findings = useMemo(() => find(state.value, query.value), [state.value, query.value]);
  return (
    <search class="search" onKeyDown={moveAmongResults}>
      <label class="dialog-field">
        {words.search.field}
        <input
          type="text"
          enterkeyhint="search"
          autofocus
          autocomplete="off"
          spellcheck={false}
          maxLength={200}
          data-search-field
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
        />
      </label>
      <Status state={state.value} findings={findings} query={query.value} retry={start} />
      {findings === null || findings.found.length === 0 ? null : (
        <ol class="search-results">
          {findings.found.map((found, index) => (
            <FoundItem key={`${found.lesson}#${found.fragment} ${index}`} found={found} close={close} />
          ))}
        </ol>
      )}
      <CloseAction close={close} />
    </search>
  );
}

function startLoading(load: Load, state: Signal<State>): void {
  state.value = { type: "loading" };
  indexFrom(load).then(
    (index) => {
      state.value = { type: "ready", index };
    },
    (error: unknown) => {
      state.value = { type: "failed", message: errorMessage(error) };
    },
  );
}

/** Null as long as there is nothing to find. */
function find(state: State, query: string): Findings | null {
  return state.type === "ready" && query.trim() !== "" ? findSections(state.index, query, LIMIT) : null;
}

interface StatusProps {
  readonly state: State;
  readonly findings: Findings | null;
  readonly query: string;
  readonly retry: () => void;
}

/** How many were found. Screen readers say it whenever it changes. */
function Status({ state, findings, query, retry }: StatusProps) {
  return (
    <div class="search-status">
      <p role="status" class={state.type === "failed" ? "dialog-fault" : undefined}>
        {describe(state, findings, query)}
      </p>
      {state.type === "failed" ? (
        <button type="button" class="button" onClick={retry}>
          {words.shell.tryAgain}
        </button>
      ) : null}
    </div>
  );
}

function describe(state: State, findings: Findings | null, query: string): string {
  switch (state.type) {
    case "loading":
      return query === "" ? "" : words.search.loading;
    case "failed":
      return state.message;
    case "ready":
      return findings === null ? "" : describeCount(findings, query.trim());
  }
}
