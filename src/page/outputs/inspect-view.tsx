import { useSignal } from "@preact/signals";
import type { Inspected } from "../../protocol/output.ts";
import { words } from "../../words/words.ts";
import { formatCount } from "../ui/format.ts";
import { ScrollPre } from "../ui/scroll-pre.tsx";
import { listOnLine, rowsOfValues } from "./rows-of-values.ts";
import { TensorDetails } from "./tensors/tensor-details.tsx";

/** An inspected value: a summary on one line, and its entries behind a disclosure. */
export function InspectView({ value }: { readonly value: Inspected }) {
  return (
    <div data-output="inspect" class="out-inspect">
      <Value value={value} name={null} open={opensItself(value)} />
    </div>
  );
}

interface ValueProps {
  readonly value: Inspected;
  readonly name: string | null;
  readonly open: boolean;
}

function Value({ value, name, open }: ValueProps) {
  switch (value.kind) {
    case "primitive":
    case "function":
    case "cut":
      return (
        <div class="tree-line">
          <Name name={name} />
          <Brief value={value} />
        </div>
      );
    case "tensor":
      return <Tensor value={value} name={name} />;
    default:
      return value.entries.length === 0 ? (
        <div class="tree-line">
          <Name name={name} />
          <Brief value={value} />
        </div>
      ) : (
        <Branch value={value} name={name} open={open || isMatrix(value)} />
      );
  }
}

/** A list of lists of plain values is shown as rows, however deep it lies in an open value. */
function isMatrix(value: Inspected): boolean {
  return rowsOfValues(value)?.includes("\n") === true;
}

/** Per open branch. The runtime sends fewer, but the page does not trust it. */
const MAXIMUM_ENTRIES = 300;

type Collection = Extract<Inspected, { readonly entries: unknown }>;

function Branch({ value, name, open }: { value: Collection; name: string | null; open: boolean }) {
  const isOpen = useSignal(open);
  const hidden = value.hidden + Math.max(0, value.entries.length - MAXIMUM_ENTRIES);
  const rows = isOpen.value && value.entries.length <= MAXIMUM_ENTRIES ? rowsOfValues(value) : null;
  return (
    <details
      class="tree"
      open={isOpen.value}
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>
        <Name name={name} />
        <Brief value={value} />
      </summary>
      {/* Closed branches have no DOM, so a large value costs only what is open. */}
      {rows !== null ? (
        <ScrollPre class="tree-rows" text={rows} label={words.outputs.valuesOf(name ?? headOf(value))} />
      ) : isOpen.value ? (
        <div class="tree-entries">
          {value.entries.slice(0, MAXIMUM_ENTRIES).map(([key, entry], index) => (
            <Value key={`${index}`} name={key} value={entry} open={false} />
          ))}
          {hidden > 0 ? <p class="out-note">{words.outputs.andMore(formatCount(hidden))}</p> : null}
        </div>
      ) : null}
    </details>
  );
}

function Name({ name }: { readonly name: string | null }) {
  return name === null ? null : (
    <>
      <span class="tree-name">{name}</span>
      <span class="tree-colon">: </span>
    </>
  );
}

function Tensor({ value, name }: { value: Extract<Inspected, { kind: "tensor" }>; name: string | null }) {
  const shape = `[${value.shape.join(", ")}]`;
  return (
    <div class="tensor">
      <div class="tree-line">
        <Name name={name} />
        <span class="tree-type">Tensor</span> <span class="tensor-shape">{shape}</span>{" "}
        <span class="tree-type">{value.dtype}</span>
        {value.disposed ? <span class="out-note"> {words.outputs.disposed}</span> : null}
      </div>
      {value.text === "" ? null : (
        <ScrollPre class="tensor-values" text={value.text} label={words.outputs.tensorValues} />
      )}
      <TensorDetails value={value} />
    </div>
  );
}

/** A value on one line. */
function Brief({ value }: { readonly value: Inspected }) {
  switch (value.kind) {
    case "primitive":
      return <span class={`tree-value is-${value.type}`}>{value.text}</span>;
    case "function":
      return (
        <span class="tree-type">
          {value.class ? "class" : "ƒ"} {value.name === "" ? "(anonymous)" : value.name}
        </span>
      );
    case "cut":
      return <span class="tree-type">{value.name} …</span>;
    case "tensor":
      return (
        <span class="tree-type">
          Tensor [{value.shape.join(", ")}] {value.dtype}
        </span>
      );
    default:
      return (
        <>
          <span class="tree-type">{headOf(value)}</span>
          {value.kind === "error" && value.size === 0 ? null : (
            <span class="tree-preview"> {previewOf(value)}</span>
          )}
        </>
      );
  }
}

function headOf(value: Collection): string {
  if (value.kind === "object") return value.name === "Object" ? "" : value.name;
  if (value.kind === "error") return value.name;
  return `${value.name}(${formatCount(value.size)})`;
}

const PREVIEWED = 6;
/** Of a list within another value, in characters. */
const BRIEF_LENGTH = 40;

function previewOf(value: Collection): string {
  const isList = value.kind === "array" || value.kind === "typed-array" || value.kind === "set";
  const parts = value.entries.slice(0, PREVIEWED).map(([key, entry]) => {
    const text = brief(entry);
    if (isList) return text;
    return value.kind === "map" ? `${key} → ${text}` : `${key}: ${text}`;
  });
  const more = value.size > parts.length ? ", …" : "";
  return isList ? `[${parts.join(", ")}${more}]` : `{${parts.join(", ")}${more}}`;
}

function brief(value: Inspected): string {
  switch (value.kind) {
    case "primitive":
      return value.text.length > 24 ? `${value.text.slice(0, 23)}…` : value.text;
    case "function":
      return `ƒ ${value.name}`;
    case "cut":
      return "…";
    case "tensor":
      return `Tensor [${value.shape.join(", ")}]`;
    case "array":
    case "typed-array":
      return listOnLine(value, BRIEF_LENGTH) ?? `${value.name}(${value.size})`;
    default:
      return value.name === "Object" ? "{…}" : value.name;
  }
}

/** Whether the value is better shown whole than by its summary. */
function opensItself(value: Inspected): boolean {
  if (!("entries" in value) || value.size <= PREVIEWED) return false;
  return value.entries.length <= 12 || rowsOfValues(value) !== null;
}
