import type { FigureWords } from "../../figure-words.ts";
import { activations } from "./activations.ts";
import { architectures } from "./architectures.ts";
import { channels } from "./channels.ts";
import { confusion } from "./confusion.ts";
import { convolution } from "./convolution.ts";
import { convolutionArithmetic } from "./convolution-arithmetic.ts";
import { cortex } from "./cortex.ts";
import { equivariance } from "./equivariance.ts";
import { featureMaps } from "./feature-maps.ts";
import { fullLayer } from "./full-layer.ts";
import { insideNetwork } from "./inside-network.ts";
import { kernels } from "./kernels.ts";
import { maths } from "./maths.ts";
import { parts } from "./parts.ts";
import { pooling } from "./pooling.ts";
import { receptiveField } from "./receptive-field.ts";
import { weightSharing } from "./weight-sharing.ts";

export const figures: FigureWords = {
  activations,
  architectures,
  channels,
  confusion,
  convolution,
  convolutionArithmetic,
  cortex,
  equivariance,
  featureMaps,
  fullLayer,
  insideNetwork,
  kernels,
  maths,
  parts,
  pooling,
  receptiveField,
  weightSharing,
};
