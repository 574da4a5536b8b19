import { createContext } from "preact";
import type { SliceRequest, TensorSlice } from "../../../protocol/tensor.ts";

/** Reads the values of a slice from the runtime. Rejects with a message for the reader. */
export type ReadSlice = (request: SliceRequest) => Promise<TensorSlice>;

/** Null where there is no runtime, as on a prerendered page. */
export const TensorReaderContext = createContext<ReadSlice | null>(null);
