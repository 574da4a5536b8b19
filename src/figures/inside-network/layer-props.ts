import type { ExploredLayer } from "../../protocol/exploration.ts";
import type { Network } from "../parts/exploration/exploration-client.ts";
import type { InsideNetworkModel } from "./model.ts";

/** What a layer's row needs, whichever way it shows the output. */
export interface LayerProps {
  /** The name of the radio buttons of all layers. */
  readonly group: string;
  readonly model: InsideNetworkModel;
  readonly network: Network;
  readonly layer: ExploredLayer;
  readonly index: number;
}
