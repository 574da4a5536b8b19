import type * as tf from "@tensorflow/tfjs";
import type { Architecture, Refusal } from "./architecture.ts";
/** What a model consists of, if a compiled step can do it; else why not. The model has to be compiled for training. */
export declare function readModel(model: tf.LayersModel): Architecture | Refusal;
