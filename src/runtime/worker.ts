// First: the next imports load `built-ins.ts`, which would take what is replaced later for the work of a cell.
import "./platform/install-promises.ts";
// Before TensorFlow.js, which captures `requestAnimationFrame` when it loads.
import "./platform/next-frame.ts";
import { kernelBinaries } from "virtual:lectern/kernels";
import * as tf from "@tensorflow/tfjs";
import type { Boot } from "../protocol/boot.ts";
import type { Command } from "../protocol/command.ts";
import { errorMessage } from "../protocol/error-message.ts";
import type { Memory } from "../protocol/event.ts";
import { BackendReports } from "./backends/backend-reports.ts";
import { GpuWatch } from "./backends/gpu-loss.ts";
import { startBackend } from "./backends/start-backend.ts";
import { startSecondWasm } from "./backends/wasm-backend.ts";
import { createConsole } from "./output/console.ts";
import { Outbox } from "./output/outbox.ts";
import { withBuiltIns } from "./platform/built-ins.ts";
import { block, closeWorker, dataOf, every, keepInside, postTo } from "./platform/captured.ts";
import { confine } from "./platform/confine.ts";
import { endOnOverflow } from "./platform/rejections.ts";
import { createTimers } from "./platform/timers.ts";
import { RejectionLimit } from "./session/rejection-limit.ts";
import { Session } from "./session/session.ts";
import { installPatches } from "./tensorflow/install.ts";
import { startCalibration, stopCalibration } from "./tensorflow/patch-backend-choice.ts";
import { lastStepMs } from "./training/running-fit.ts";

const HEARTBEAT_MS = 500;

/** Set by the first lines of the worker (`src/page/sandbox/frame-script.ts`), which then evaluate this script. */
declare global {
  var lecternBoot: { readonly boot: Omit<Boot, "runtime">; readonly port: MessagePort } | undefined;
}

async function start(boot: Omit<Boot, "runtime">, port: MessagePort): Promise<void> {
  const outbox = new Outbox((message) => postTo(port, message));
  const reports = new BackendReports((event) => outbox.send(event));
  try {
    installPatches({
      wasm: boot.wasm,
      report: (output, activity) => withBuiltIns(() => outbox.show(output, activity)),
      // The page waits three times as long before it terminates the runtime.
      expectBusy: (ms) => outbox.send({ type: "heartbeat", stepMs: ms }),
    });
    const { name, reason } = await Promise.race([startBackend(boot.backend, kernelBinaries), damaged()]);
    const gpu = name === "webgpu" || name === "webgl" ? watchGpu(name, reports) : null;
    const rejections = createRejectionLimit(outbox);
    endOnOverflow(() => rejections.overflow());
    const session = new Session(outbox, gpu === null ? undefined : (thrown) => gpu.explain(thrown));
    if (boot.backend === "auto" && gpu !== null) {
      startCalibration({
        gpu: name,
        startWasm: () => startSecondWasm(kernelBinaries),
        report: (backend, reason) => reports.report(backend, reason),
      });
    }
    confine();
    replaceGlobals(createCellGlobals(outbox, session));
    listen(port, session, rejections);
    every(HEARTBEAT_MS, () =>
      withBuiltIns(() => {
        session.tick();
        outbox.flush();
        reports.flush();
        gpu?.check();
        outbox.send({ type: "heartbeat", stepMs: lastStepMs(), memory: memoryInUse() });
      }),
    );
    outbox.send({ type: "ready", backend: name, reason });
  } catch (error) {
    outbox.send({ type: "boot-failed", message: errorMessage(error) });
  }
}

/** Rejects if a WASM binary is damaged, which TensorFlow.js would wait for without end. */
function damaged(): Promise<never> {
  return new Promise((_, reject) => {
    addEventListener("unhandledrejection", ({ reason }) => {
      if (reason instanceof WebAssembly.CompileError)
        reject(new Error("A file of it arrived damaged: press Run to load it again."));
    });
  });
}

function memoryInUse(): Memory {
  const { numTensors, numBytes } = tf.memory();
  return { tensors: numTensors, bytes: numBytes };
}

/** After a loss, cells compute on the processor, and nothing is measured any more. */
function watchGpu(name: "webgpu" | "webgl", reports: BackendReports): GpuWatch {
  return new GpuWatch({
    name,
    startWasm: () => startSecondWasm(kernelBinaries),
    report(backend, reason) {
      stopCalibration();
      reports.report(backend, reason);
    },
  });
}

/** The global functions that cells get in place of the platform's. */
function createCellGlobals(outbox: Outbox, session: Session): object {
  const timers = createTimers(globalThis.requestAnimationFrame, (activity, thrown) =>
    withBuiltIns(() => session.reportUncaught(thrown, activity)),
  );
  return { console: createConsole(outbox), ...timers };
}

function replaceGlobals(values: object): void {
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}

function createRejectionLimit(outbox: Outbox): RejectionLimit {
  const endRuntime = (message: string): void => {
    withBuiltIns(() => outbox.send({ type: "flooded", message }));
    // At once: a busy page may take long to remove the frame.
    closeWorker();
  };
  return new RejectionLimit(endRuntime, block);
}

function listen(port: MessagePort, session: Session, rejections: RejectionLimit): void {
  port.onmessage = (event: MessageEvent<Command>) => {
    // Cells can dispatch events of their own, which are not trusted.
    if (!event.isTrusted) return;
    const command = dataOf(event);
    if (command.type === "run" || command.type === "check") rejections.reset();
    withBuiltIns(() => session.handle(command));
  };
  globalThis.addEventListener("unhandledrejection", (event) => {
    keepInside(event);
    withBuiltIns(() => {
      if (rejections.add()) session.reportUncaught(event.reason);
    });
  });
  globalThis.addEventListener("error", (event) => {
    keepInside(event);
    withBuiltIns(() => session.reportUncaught(event.error ?? event.message));
  });
}

const received = globalThis.lecternBoot;
if (received !== undefined) {
  globalThis.lecternBoot = undefined;
  void start(received.boot, received.port);
}
