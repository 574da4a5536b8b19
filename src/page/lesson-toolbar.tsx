import { type Signal, useComputed } from "@preact/signals";
import type { ComponentType } from "preact";
import { useMemo } from "preact/hooks";
import { words } from "../words/words.ts";
import { CONTENTS_PANEL_ID } from "./article/contents.tsx";
import { findNotebookLink } from "./article/notebook-link.tsx";
import { describeRun } from "./cells/describe-plan.ts";
import type { WorkConnection } from "./connect/connect-work.tsx";
import type { Notebook } from "./notebook/notebook.ts";
import { stepTime } from "./notebook/step-time.ts";
import type { RuntimeHost } from "./sandbox/host.ts";
import { brandOf } from "./shell/brand.ts";
import { MoreAction, type MoreContents, MoreSection } from "./shell/more-menu.tsx";
import type { Theme } from "./shell/theme-button.tsx";
import { Toolbar } from "./shell/toolbar.tsx";

interface LessonToolbarProps {
  readonly host: RuntimeHost;
  readonly notebook: Notebook;
  readonly live: Signal<boolean>;
  readonly theme: Signal<Theme>;
  readonly more: MoreContents;
}

/** The toolbar of a lesson: home, contents, theme, and what starts and stops the runtime. */
export function LessonToolbar({ host, notebook, live, theme, more }: LessonToolbarProps) {
  const stepMs = useMemo(() => stepTime(notebook), [notebook]);
  const countOfAll = useComputed(() => notebook.preview({ type: "all" }).run.length);
  const stale = useComputed(() => {
    const preview = notebook.preview({ type: "stale" });
    return { count: preview.run.length, plan: describeRun(preview) };
  });
  return (
    <Toolbar
      brand={brandOf(document)}
      contents={CONTENTS_PANEL_ID}
      live={live}
      theme={theme}
      setTheme={(next) => {
        theme.value = next;
      }}
      runtime={{
        status: host.status,
        backend: host.backend,
        memory: host.memory,
        busy: notebook.busy,
        stepMs,
        countOfAll,
        runAll: notebook.runAll,
        stale,
        runStale: () => notebook.request({ type: "stale" }),
        stopAll: notebook.stopAll,
        restart: notebook.restart,
      }}
      more={more}
    />
  );
}

interface MoreOfLessonProps {
  readonly notebook: Notebook;
  readonly search: () => void;
  readonly work: WorkConnection;
  readonly OfflineSection: ComponentType;
  readonly print: () => Promise<void>;
  readonly present: () => void;
  readonly showKeys: () => void;
  readonly showVariables: () => void;
}
/** The contents of the menu *More*. */
export function MoreOfLesson({
  notebook,
  search,
  work,
  OfflineSection,
  print,
  present,
  showKeys,
  showVariables,
}: MoreOfLessonProps) {
  const link = findNotebookLink(document);
  const stale = notebook.preview({ type: "stale" });
  return (
    <>
      <MoreAction label={words.menu.search} explanation={words.menu.searchAtLength} act={search} />
      <work.Section />
      <MoreSection title={words.menu.takeAlong}>
        <MoreAction label={words.menu.print} explanation={null} act={() => void print()} />
        {link === null ? null : (
          <MoreAction
            label={link.textContent}
            explanation={words.menu.notebookAtLength}
            act={() => link.click()}
          />
        )}
      </MoreSection>
      <OfflineSection />
      <MoreSection title={words.menu.cells}>
        {stale.run.length === 0 ? null : (
          <MoreAction
            label={words.menu.runStale}
            explanation={describeRun(stale)}
            act={() => notebook.request({ type: "stale" })}
          />
        )}
        <MoreAction label={words.menu.keys} explanation={words.menu.keysAtLength} act={showKeys} />
        <MoreAction
          label={words.menu.variables}
          explanation={words.menu.variablesAtLength}
          act={showVariables}
        />
      </MoreSection>
      <MoreSection title={words.menu.teach}>
        <MoreAction label={words.menu.present} explanation={words.menu.presentAtLength} act={present} />
      </MoreSection>
    </>
  );
}
