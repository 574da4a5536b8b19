import { type ReadonlySignal, signal } from "@preact/signals";
import * as v from "valibot";
import { assertNever } from "../../protocol/assert-never.ts";
import {
  ReleaseSummary,
  type StoreFault,
  StoreReport,
  siteCacheName,
  WORKER_FILE,
  type WorkerRequest,
} from "../../protocol/offline.ts";
import { words } from "../../words/words.ts";
import type { OfflineMemory } from "./offline-memory.ts";

/** The browser's copy of the site, which opens without a network. */
export type SiteCopy =
  /** `insecure`: browsers keep pages only from https. `denied`: this one keeps nothing, such as in a private window. */
  | { readonly type: "unsupported"; readonly reason: "insecure" | "denied" }
  | { readonly type: "none" }
  /** In bytes; `total` is 0 while it is unknown. */
  | { readonly type: "storing"; readonly done: number; readonly total: number }
  | { readonly type: "failed"; readonly fault: StoreFault }
  | { readonly type: "stored" };

const STARTING: SiteCopy = { type: "storing", done: 0, total: 0 };

/** A version that waits until the reader changes to it. */
export interface NewVersion {
  readonly version: string;
  /** Whether it arrived while this page was open. */
  readonly isNews: boolean;
}

export interface SiteCopyOptions {
  /** The URL of the site's root. */
  readonly root: URL;
  /** `navigator.serviceWorker`; undefined where the browser offers none. */
  readonly container: ServiceWorkerContainer | undefined;
  readonly isSecure: boolean;
  /** Whether the page may store anything: registering would be refused, and Firefox reports that as an error of the page. */
  readonly canStore: () => Promise<boolean>;
  readonly memory: OfflineMemory;
  /** Whether the reader wants to download as little as possible. */
  readonly savesData: boolean;
}

/** Keeps the site in the browser through its service worker, and changes to a new version when the reader says so. */
export class KeptSite {
  readonly #options: SiteCopyOptions;
  readonly #copy = signal<SiteCopy>({ type: "none" });
  readonly #newVersion = signal<NewVersion | null>(null);
  #registration: ServiceWorkerRegistration | null = null;

  constructor(options: SiteCopyOptions) {
    this.#options = options;
    const { container, isSecure, root } = options;
    if (container === undefined)
      this.#copy.value = { type: "unsupported", reason: isSecure ? "denied" : "insecure" };
    container?.addEventListener("message", ({ data }) => {
      const report = v.safeParse(StoreReport, data);
      if (report.success && report.output.scope === root.href) this.#receive(report.output);
    });
  }

  /** The URL of the site's root. */
  get root(): URL {
    return this.#options.root;
  }

  get copy(): ReadonlySignal<SiteCopy> {
    return this.#copy;
  }

  get newVersion(): ReadonlySignal<NewVersion | null> {
    return this.#newVersion;
  }

  /**
   * Keeps the site, unless the reader does not want that, or has not said so and wants to save data. A copy that is there
   * nevertheless is shown, and can be removed.
   */
  async start(): Promise<void> {
    const { memory, savesData } = this.#options;
    if (memory.wanted() ?? !savesData) await this.#register();
    else await this.#followExisting();
  }

  /** Keeps the site, now and at later visits. */
  async keep(): Promise<void> {
    this.#options.memory.want(true);
    await this.#register();
    // A worker that was there before may have lost its files.
    const worker = this.#registration?.active ?? null;
    if (worker === null) return;
    this.#copy.value = STARTING;
    request(worker, { type: "store" });
  }

  /** Stops storing the site, and stores none at later visits; a copy that is there is still kept. */
  cancel(): void {
    if (this.#copy.peek().type !== "storing") return;
    if (!this.#isActive()) this.#options.memory.want(false);
    const worker = this.#registration?.installing ?? this.#registration?.active ?? null;
    if (worker !== null) request(worker, { type: "cancel" });
  }

  /** Removes the browser's copy, and keeps none at later visits. */
  async remove(): Promise<void> {
    const { memory, root } = this.#options;
    memory.want(false);
    await this.#registration?.unregister();
    this.#registration = null;
    await caches.delete(siteCacheName(root.pathname));
    this.#newVersion.value = null;
    this.#copy.value = { type: "none" };
  }

  /** Makes the new version the one that pages open with. */
  async useNewVersion(): Promise<void> {
    const waiting = this.#registration?.waiting ?? null;
    if (waiting === null) return;
    const activated = untilState(waiting, ["activated", "redundant"]);
    request(waiting, { type: "activate" });
    await activated;
  }

  /** Asks the server whether there is a new version. */
  checkForUpdate(): void {
    // Offline there is nothing to find.
    this.#registration?.update().catch(() => {});
  }

  /** The size of what is stored, in bytes; null if nothing is. */
  async storedBytes(): Promise<number | null> {
    const worker = this.#registration?.active ?? null;
    return worker === null ? null : ((await describe(worker))?.bytes ?? null);
  }

  async #register(): Promise<void> {
    const { container, root } = this.#options;
    if (container === undefined) return;
    if (!(await this.#options.canStore())) {
      this.#copy.value = { type: "unsupported", reason: "denied" };
      return;
    }
    if (this.#copy.peek().type !== "stored") this.#copy.value = STARTING;
    try {
      const options = { scope: root.pathname, updateViaCache: "none" } as const;
      this.#follow(await container.register(new URL(WORKER_FILE, root), options));
    } catch (error) {
      this.#copy.value = isConnectionError(error)
        ? { type: "failed", fault: { type: "unreachable", path: WORKER_FILE } }
        : { type: "unsupported", reason: "denied" };
    }
  }

  async #followExisting(): Promise<void> {
    const { container, root, canStore } = this.#options;
    if (container === undefined || !(await canStore())) return;
    const registration = await container.getRegistration(root.href).catch(() => undefined);
    // A folder above may have one of its own.
    if (registration?.scope === root.href) this.#follow(registration);
  }

  #follow(registration: ServiceWorkerRegistration): void {
    this.#registration = registration;
    if (registration.active !== null) this.#copy.value = { type: "stored" };
    if (registration.waiting !== null) void this.#announce(registration.waiting, false);
    if (registration.installing !== null) void this.#followInstalling(registration.installing);
    registration.addEventListener("updatefound", () => {
      if (registration.installing !== null) void this.#followInstalling(registration.installing);
    });
  }

  async #followInstalling(worker: ServiceWorker): Promise<void> {
    const isUpdate = this.#isActive();
    const state = await untilState(
      worker,
      isUpdate ? ["installed", "redundant"] : ["activated", "redundant"],
    );
    if (isUpdate && state === "installed") await this.#announce(worker, true);
    if (isUpdate) return;
    if (state === "activated") this.#copy.value = { type: "stored" };
    else if (this.#copy.peek().type === "storing")
      this.#copy.value = { type: "failed", fault: { type: "storage", message: words.offline.workerEnded } };
  }

  async #announce(worker: ServiceWorker, isNews: boolean): Promise<void> {
    const summary = await describe(worker);
    if (summary !== null) this.#newVersion.value = { version: summary.version, isNews };
  }

  #isActive(): boolean {
    return (this.#registration?.active ?? null) !== null;
  }

  #receive(report: StoreReport): void {
    // Beside a stored copy a new version is stored unnoticed, and tried again another time if that fails.
    if (this.#copy.peek().type === "stored") return;
    switch (report.type) {
      case "stored":
        // At the first visit, the worker still has to take over the page.
        if (this.#isActive()) this.#copy.value = { type: "stored" };
        break;
      case "storing":
        this.#copy.value = { type: "storing", done: report.done, total: report.total };
        break;
      case "store-failed":
        this.#copy.value =
          report.fault.type === "cancelled" ? { type: "none" } : { type: "failed", fault: report.fault };
        break;
      default:
        assertNever(report);
    }
  }
}

function request(worker: ServiceWorker, message: WorkerRequest, transfer: Transferable[] = []): void {
  worker.postMessage(message, transfer);
}

/** Which release a service worker keeps; null if its answer makes no sense. */
function describe(worker: ServiceWorker): Promise<ReleaseSummary | null> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => {
      const summary = v.safeParse(ReleaseSummary, data);
      resolve(summary.success ? summary.output : null);
      port1.close();
    };
    request(worker, { type: "describe" }, [port2]);
  });
}

function untilState(
  worker: ServiceWorker,
  states: readonly ServiceWorkerState[],
): Promise<ServiceWorkerState> {
  return new Promise((resolve) => {
    const check = () => {
      if (!states.includes(worker.state)) return;
      worker.removeEventListener("statechange", check);
      resolve(worker.state);
    };
    worker.addEventListener("statechange", check);
    check();
  });
}

/** The service worker's file could not be fetched; anything else is a matter of permission. */
function isConnectionError(error: unknown): boolean {
  return error instanceof TypeError;
}
