import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** The fields of the backend that its types leave out. */
interface DataIds {
  dataIdNextNumber: number;
  readonly wasm: {
    readonly tfjs: {
      registerTensor(id: number, size: number, address: number): void;
      disposeData(id: number): void;
    };
  };
}

/**
 * Gives the data of a tensor another number, by which the backend's kernels find its address and caches the packed form
 * of weights: after the values were overwritten, or are at another address.
 */
export function renumber(backend: BackendWasm, dataId: object, size: number): void {
  const ids = backend as unknown as DataIds;
  const data = backend.dataIdMap.get(dataId);
  // Drops the packed form; it does not free the values.
  ids.wasm.tfjs.disposeData(data.id);
  data.id = ids.dataIdNextNumber++;
  ids.wasm.tfjs.registerTensor(data.id, size, data.memoryOffset);
}
