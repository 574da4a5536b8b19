/*
 * TensorFlow.js comes first, as in the worker: it replaces `Array.prototype.sort`, which `platform/built-ins.ts` takes for
 * the work of a cell if it was loaded before. Files that share a worker load either first.
 */
import "@tensorflow/tfjs";
