import type { SliceRequest, TensorSlice } from "../../protocol/tensor.ts";
import { words } from "../../words/words.ts";
import type { RuntimeHost } from "../sandbox/host.ts";

interface Waiting {
  readonly resolve: (slice: TensorSlice) => void;
  readonly reject: (error: Error) => void;
}

/** Reads slices of tensors from the runtime; a cell that computes without a pause answers when it is done. */
export function createSliceReader(host: RuntimeHost): (slice: SliceRequest) => Promise<TensorSlice> {
  const waiting = new Map<number, Waiting>();
  let requests = 0;
  const take = (request: number): Waiting | undefined => {
    const found = waiting.get(request);
    waiting.delete(request);
    return found;
  };
  host.onEvent((event) => {
    if (event.type === "tensor-slice") take(event.request)?.resolve(event.slice);
    else if (event.type === "slice-failed") take(event.request)?.reject(new Error(event.message));
  });
  host.onRuntimeEnd(() => {
    for (const request of [...waiting.keys()]) take(request)?.reject(new Error(words.values.gone));
  });
  return (slice) =>
    new Promise((resolve, reject) => {
      if (host.status.peek() !== "ready") {
        reject(new Error(words.values.gone));
        return;
      }
      requests += 1;
      waiting.set(requests, { resolve, reject });
      host.send({ type: "read-slice", request: requests, slice });
    });
}
