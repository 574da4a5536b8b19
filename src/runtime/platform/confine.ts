/*
 * Removes from cells whatever could send data, store data or start another context. The wall itself is the frame's
 * policy and its opaque origin; this is the second line of defence. It makes the port the only way out: without
 * `postMessage` a cell cannot flood the page with structured clones. Each removed function throws an explanation.
 */
const network =
  "Cells have no network: data comes from the lesson's datasets, such as `await loadFashionMnist()`.";
const storage = "Cells have no storage: what a cell computes lives until the runtime is restarted.";
const contexts = "Cells cannot start other workers or talk to them.";
const messages =
  "Cells cannot send messages: show a value with `show`, `table`, `plot`, `imshow` or `console.log`.";

const FORBIDDEN: Readonly<Record<string, string>> = {
  fetch: network,
  XMLHttpRequest: network,
  WebSocket: network,
  WebSocketStream: network,
  WebSocketError: network,
  EventSource: network,
  WebTransport: network,
  importScripts: network,
  Request: network,
  RTCPeerConnection: network,
  fetchLater: network,
  Notification: messages,
  PushManager: network,
  ServiceWorker: messages,
  ServiceWorkerRegistration: network,
  ServiceWorkerContainer: network,
  BackgroundFetchManager: network,
  SyncManager: network,
  indexedDB: storage,
  IDBFactory: storage,
  caches: storage,
  CacheStorage: storage,
  cookieStore: storage,
  CookieStore: storage,
  StorageManager: storage,
  StorageBucket: storage,
  StorageBucketManager: storage,
  LockManager: storage,
  webkitRequestFileSystem: storage,
  webkitRequestFileSystemSync: storage,
  webkitResolveLocalFileSystemURL: storage,
  webkitResolveLocalFileSystemSyncURL: storage,
  FileSystemDirectoryHandle: storage,
  FileSystemFileHandle: storage,
  Worker: contexts,
  SharedWorker: contexts,
  BroadcastChannel: messages,
  MessageChannel: messages,
  postMessage: messages,
  close: "A cell cannot close the runtime; press Restart for that.",
};

/** Members of `navigator` that reach outside, on whatever prototype they are defined. */
const FORBIDDEN_NAVIGATOR = [
  "serviceWorker",
  "storage",
  "storageBuckets",
  "locks",
  "sendBeacon",
  "usb",
  "serial",
  "hid",
  "bluetooth",
  "permissions",
  "connection",
  "mediaCapabilities",
  "clearAppBadge",
  "setAppBadge",
];

export function confine(): void {
  for (const [name, reason] of Object.entries(FORBIDDEN)) {
    removeFromChain(globalThis, name);
    explainAbsence(name, reason);
  }
  for (const name of FORBIDDEN_NAVIGATOR) removeFromChain(navigator, name);
  for (const sender of [MessagePort.prototype, DedicatedWorkerGlobalScope.prototype]) {
    Reflect.deleteProperty(sender, "postMessage");
  }
  // The runtime's events carry its port; without these members a cell that listens to them cannot reach it.
  for (const name of ["ports", "source"]) Reflect.deleteProperty(MessageEvent.prototype, name);
}

/** Deletes `name` from the object and all its prototypes except `Object.prototype`. */
function removeFromChain(object: object, name: string): void {
  for (
    let holder: object | null = object;
    holder !== null && holder !== Object.prototype;
    holder = Reflect.getPrototypeOf(holder)
  ) {
    if (!Reflect.deleteProperty(holder, name) && Object.hasOwn(holder, name)) {
      throw new Error(`The runtime does not start because it cannot remove "${name}".`);
    }
  }
}

/** These are used by their members, as in `caches.open(…)`; the others are called. */
const OBJECTS: ReadonlySet<string> = new Set(["indexedDB", "caches", "cookieStore"]);

function explainAbsence(name: string, reason: string): void {
  const explain = (): never => {
    throw new Error(`${name} is not available here. ${reason}`);
  };
  const members: ProxyHandler<object> = {
    get: (target, key) => (typeof key === "symbol" || key in target ? Reflect.get(target, key) : explain()),
  };
  const value = OBJECTS.has(name) ? new Proxy({}, members) : explain;
  Object.defineProperty(globalThis, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
