import type { ReadonlySignal } from "@preact/signals";
import type { Memory } from "../../protocol/event.ts";
import { words } from "../../words/words.ts";
import type { RuntimeStatus } from "../sandbox/host.ts";
import type { Backend } from "../sandbox/host-state.ts";
import { Badge } from "./badge.tsx";
import type { Brand } from "./brand.ts";
import { ContentsButton } from "./contents-button.tsx";
import { Logo } from "./logo.tsx";
import { type MoreContents, MoreMenu } from "./more-menu.tsx";
import { type Theme, ThemeButton } from "./theme-button.tsx";

export interface ToolbarProps {
  readonly brand: Brand;
  /** The id of the contents to open on narrow screens; null on pages without them. */
  readonly contents: string | null;
  readonly live: ReadonlySignal<boolean>;
  readonly theme: ReadonlySignal<Theme>;
  readonly setTheme: (theme: Theme) => void;
  /** Null on pages without cells. */
  readonly runtime: ToolbarRuntime | null;
  /** What the menu *More* contains; null on pages without it. */
  readonly more: MoreContents | null;
}

export interface ToolbarRuntime {
  readonly status: ReadonlySignal<RuntimeStatus>;
  readonly backend: ReadonlySignal<Backend | null>;
  readonly busy: ReadonlySignal<boolean>;
  /** The time per training step, in ms; null while no cell trains. */
  readonly stepMs: ReadonlySignal<number | null>;
  /** The number of cells that `runAll` runs. */
  readonly countOfAll: ReadonlySignal<number>;
  /** What tensors take. */
  readonly memory: ReadonlySignal<Memory | null>;
  readonly runAll: () => void;
  /** The stale cells that `runStale` runs, and what it runs with them, in words. */
  readonly stale: ReadonlySignal<{ readonly count: number; readonly plan: string }>;
  readonly runStale: () => void;
  readonly stopAll: () => void;
  readonly restart: () => void;
}

/** The bar at the top: home link, runtime, and the actions for the whole page. */
export function Toolbar({ brand, contents, live, theme, setTheme, runtime, more }: ToolbarProps) {
  return (
    <div class="toolbar-row">
      <div class="toolbar-home">
        {contents === null ? null : <ContentsButton contents={contents} />}
        <BrandView brand={brand} />
      </div>
      <div class="toolbar-tools">
        {runtime === null ? null : <RuntimeTools runtime={runtime} live={live} />}
        <ThemeButton theme={theme} setTheme={setTheme} live={live} />
        {more === null ? null : <MoreMenu contents={more} live={live} />}
      </div>
    </div>
  );
}

function BrandView({ brand: { home, title, logo } }: { readonly brand: Brand }) {
  const name = (
    <>
      {logo === null ? <Logo /> : <img class="logo" src={logo} alt="" height={22} />}
      <span>{title}</span>
    </>
  );
  return home === null ? (
    <span class="brand">{name}</span>
  ) : (
    <a class="brand" href={home}>
      {name}
    </a>
  );
}

function RuntimeTools({ runtime, live }: { runtime: ToolbarRuntime; live: ReadonlySignal<boolean> }) {
  const isBusy = runtime.busy.value;
  return (
    <>
      <Badge
        status={runtime.status.value}
        backend={runtime.backend.value}
        stepMs={runtime.stepMs.value}
        memory={runtime.memory.value}
      />
      {isBusy ? null : <RunStale runtime={runtime} />}
      <button
        type="button"
        class="button"
        data-run-all={isBusy ? "running" : "idle"}
        disabled={!live.value}
        title={isBusy || !live.value ? undefined : describeAll(runtime.countOfAll.value)}
        onClick={isBusy ? runtime.stopAll : runtime.runAll}
      >
        {isBusy ? words.shell.stopAll : words.shell.runAll}
      </button>
      <button
        type="button"
        class="button"
        disabled={!live.value}
        title={words.shell.restartAtLength}
        onClick={runtime.restart}
      >
        {words.shell.restart}
      </button>
    </>
  );
}

/** Where the toolbar is wide enough; the menu has it, too. */
function RunStale({ runtime }: { runtime: ToolbarRuntime }) {
  const { count, plan } = runtime.stale.value;
  return count === 0 ? null : (
    <button
      type="button"
      class="button run-stale"
      title={plan}
      onClick={(event) => {
        // This one is not there while cells run.
        event.currentTarget.parentElement?.querySelector<HTMLElement>("[data-run-all]")?.focus();
        runtime.runStale();
      }}
    >
      {words.shell.runStale(count)}
    </button>
  );
}

function describeAll(number: number): string {
  return words.shell.runsAll(number);
}
