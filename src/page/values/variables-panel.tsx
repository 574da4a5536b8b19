import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Variable } from "../../protocol/variables.ts";
import { words } from "../../words/words.ts";
import { InspectView } from "../outputs/inspect-view.tsx";
import { type ReadSlice, TensorReaderContext } from "../outputs/tensors/tensor-reader.ts";
import type { RuntimeHost } from "../sandbox/host.ts";
import { openDialog } from "../ui/dialog.tsx";
import { formatBytes } from "../ui/format.ts";

interface VariablesParts {
  readonly host: RuntimeHost;
  readonly readSlice: ReadSlice;
  /** Moves to a cell's editor. */
  readonly goTo: (cell: string, line: number, column: number) => void;
}

/** Opens the panel of variables. */
export function openVariables(parts: VariablesParts): void {
  openDialog({ title: words.values.title, contents: (close) => <Variables {...parts} close={close} /> });
}

interface Listed {
  readonly variables: readonly Variable[];
  readonly hidden: number;
}

type PanelProps = VariablesParts & { readonly close: () => void };

function Variables(props: PanelProps) {
  const { host, readSlice } = props;
  const isReady = host.status.value === "ready";
  const listed = useListed(host, isReady);
  return (
    <TensorReaderContext.Provider value={readSlice}>
      <p role="status">{describe(isReady, listed)}</p>
      {listed === null || listed.variables.length === 0 ? null : (
        <ul class="variables">
          {listed.variables.map((variable) => (
            <VariableItem key={variable.name} variable={variable} {...props} />
          ))}
        </ul>
      )}
      <Footer {...props} isReady={isReady} />
    </TensorReaderContext.Provider>
  );
}

/** What the runtime has listed last; null before it has answered. */
function useListed(host: RuntimeHost, isReady: boolean): Listed | null {
  const listed = useSignal<Listed | null>(null);
  useEffect(
    () =>
      host.onEvent((event) => {
        if (event.type === "variables") listed.value = event;
      }),
    [host],
  );
  useEffect(() => {
    listed.value = null;
    if (isReady) host.send({ type: "list-variables" });
  }, [host, isReady]);
  return listed.value;
}

function VariableItem({ variable, goTo, close }: PanelProps & { readonly variable: Variable }) {
  const { name, cell, value } = variable;
  return (
    <li>
      <div class="variable-head">
        <code>{name}</code>
        <button
          type="button"
          class="out-link"
          aria-label={words.values.goTo(cell, name)}
          onClick={() => {
            close();
            goTo(cell, 1, 1);
          }}
        >
          {cell}
        </button>
      </div>
      <InspectView value={value} />
    </li>
  );
}

function Footer({ host, close, isReady }: PanelProps & { readonly isReady: boolean }) {
  const memory = host.memory.value;
  return (
    <div class="dialog-actions">
      {memory === null ? null : (
        <span class="variables-memory">
          {words.counts.tensors(memory.tensors)}, {formatBytes(memory.bytes)}
        </span>
      )}
      <button
        type="button"
        class="button"
        disabled={!isReady}
        onClick={() => host.send({ type: "list-variables" })}
      >
        {words.values.refresh}
      </button>
      <button type="button" class="button" onClick={close}>
        {words.ui.close}
      </button>
    </div>
  );
}

function describe(isReady: boolean, listed: Listed | null): string {
  if (!isReady) return words.values.none;
  if (listed === null) return words.values.asking;
  const { variables, hidden } = listed;
  if (variables.length === 0) return words.values.declaredNone;
  return words.values.count(variables.length + hidden, variables.length);
}
