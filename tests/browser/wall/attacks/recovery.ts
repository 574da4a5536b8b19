import type { Attack } from "../attack.ts";

/**
 * Attempts to get back what the runtime has taken away: whatever can send, store or start another context. Each returns
 * the names of what it has in hand at the end.
 */
export const recoveryAttacks: readonly Attack[] = [
  {
    name: "a walk over everything that can be reached",
    control: "worker",
    code: `
      const wanted = /^(postMessage|fetch|importScripts|XMLHttpRequest|WebSocket|WebSocketStream|EventSource|WebTransport|Worker|SharedWorker|BroadcastChannel|MessageChannel|RTCPeerConnection|fetchLater|sendBeacon|get ports|get source of messages|get indexedDB|get caches|get storage|get storageBuckets|get locks|get serviceWorker|get cookieStore)$/;
      const found = new Set();
      const seen = new Set([globalThis]);
      const queue = [globalThis];
      const textOf = Function.prototype.toString;
      const visit = (value) => {
        if (value === null || (typeof value !== "object" && typeof value !== "function") || seen.has(value)) return;
        seen.add(value);
        queue.push(value);
      };
      while (queue.length > 0 && seen.size < 300000) {
        const holder = queue.pop();
        if (typeof holder === "function" && textOf.call(holder).includes("[native code]") && wanted.test(holder.name)) found.add(holder.name);
        if (ArrayBuffer.isView(holder)) continue;
        try { visit(Reflect.getPrototypeOf(holder)); } catch {}
        let keys = [];
        try { keys = Reflect.ownKeys(holder); } catch {}
        for (const key of keys) {
          let property;
          try { property = Reflect.getOwnPropertyDescriptor(holder, key); } catch {}
          if (property === undefined) continue;
          visit(property.value);
          visit(property.get);
          visit(property.set);
          for (const receiver of property.get === undefined ? [] : [holder, globalThis, globalThis.navigator]) {
            try { visit(property.get.call(receiver)); } catch {}
          }
        }
      }
      return seen.size < 500 ? "walked nowhere" : [...found].join(" ");`,
  },
  {
    name: "constructors of functions",
    control: "worker",
    code: `
      const makers = [
        Function,
        (async () => undefined).constructor,
        (function* () {}).constructor,
        (async function* () {}).constructor,
        console.log.constructor,
        [].constructor.constructor,
        (0, eval)("Function"),
      ];
      const names = ["fetch", "postMessage", "importScripts", "WebSocket", "MessageChannel", "Worker"];
      const found = new Set();
      for (const make of makers) {
        for (const name of names) {
          let value = make("return globalThis." + name)();
          if (typeof value?.next === "function") value = value.next().value;
          value = await value;
          value = (await value?.value) ?? value;
          if (typeof value === "function" && String(value).includes("[native code]")) found.add(name);
        }
      }
      return [...found].join(" ");`,
  },
  {
    name: "the port, by a listener's event",
    control: "worker",
    leavesTraces: true,
    outcome: `[...globalThis.heard].join(" ")`,
    code: `
      const found = globalThis.heard = new Set();
      const look = (event) => {
        for (const holder of [event.target, event.currentTarget, event.srcElement, event.source, ...(event.ports ?? []), ...event.composedPath()]) {
          if (typeof holder?.postMessage === "function" && String(holder.postMessage).includes("[native code]")) found.add("postMessage");
          if (holder instanceof MessagePort) found.add("port");
        }
      };
      const real = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data");
      Object.defineProperty(MessageEvent.prototype, "data", {
        configurable: true,
        get() { look(this); return real.get.call(this); },
      });
      for (const type of ["message", "messageerror", "error", "unhandledrejection"]) addEventListener(type, look);
      const listen = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (...rest) { found.add("listening object"); return listen.apply(this, rest); };
      if (typeof MessageChannel === "function" && String(MessageChannel).includes("[native code]")) {
        const { port1, port2 } = new MessageChannel();
        port2.onmessage = (event) => void event.data;
        port1.postMessage("to oneself");
      }
      for (let turn = 0; turn < 20; turn += 1) { console.log(turn); await new Promise((resolve) => setTimeout(resolve, 40)); }
      EventTarget.prototype.addEventListener = listen;
      Object.defineProperty(MessageEvent.prototype, "data", real);
      // Heard as well, but it ends the run.
      Promise.reject(new Error("to be heard"));
      await new Promise((resolve) => setTimeout(resolve, 100));
      return [...found].join(" ");`,
  },
  {
    name: "the runtime's own objects, by patched built-ins",
    control: "worker",
    leavesTraces: true,
    code: `
      const found = new Set();
      const look = (value) => {
        if (value instanceof MessagePort) found.add("port");
        if (typeof value?.postMessage === "function" && value !== globalThis) found.add("postMessage");
        if (typeof value === "function" && value.name === "postMessage") found.add("postMessage");
        if (typeof value?.post === "function" || typeof value?.send === "function") found.add("outbox");
        if (typeof value?.handle === "function") found.add("session");
      };
      const undo = [];
      for (const holder of [Array, Map, Set, Promise, String, Function, RegExp, Uint8Array]) {
        for (const name of Object.getOwnPropertyNames(holder.prototype)) {
          if (name === "constructor") continue;
          const property = Object.getOwnPropertyDescriptor(holder.prototype, name);
          if (typeof property?.value !== "function" || !property.configurable) continue;
          const original = property.value;
          let inside = false;
          const spy = function (...rest) {
            if (!inside) { inside = true; look(this); for (let at = 0; at < rest.length; at += 1) look(rest[at]); inside = false; }
            return Reflect.apply(original, this, rest);
          };
          Object.defineProperty(holder.prototype, name, { ...property, value: spy });
          undo.push(() => Object.defineProperty(holder.prototype, name, property));
        }
      }
      const apply = Reflect.apply;
      Object.defineProperty(Object.prototype, "toJSON", { configurable: true, value() { look(this); return this; } });
      Error.prepareStackTrace = (error, sites) => { for (const site of sites) { look(site.getThis?.()); look(site.getFunction?.()); } return ""; };
      Reflect.apply = (target, self, list) => { look(target); look(self); return apply(target, self, list); };
      if (typeof MessageChannel === "function" && String(MessageChannel).includes("[native code]")) {
        const { port1 } = new MessageChannel();
        new Set().add(port1);
      }
      for (let turn = 0; turn < 20; turn += 1) { console.log(turn); void new Error("x").stack; await new Promise((resolve) => setTimeout(resolve, 60)); }
      Reflect.apply = apply;
      for (const step of undo) step();
      delete Object.prototype.toJSON;
      delete Error.prepareStackTrace;
      return [...found].join(" ");`,
  },
  {
    name: "callers and their arguments",
    control: "worker",
    code: `
      const found = new Set();
      const climb = (callee) => {
        for (let depth = 0; depth < 20 && callee; depth += 1) {
          let list = [];
          try { list = [...(callee.arguments ?? [])]; } catch {}
          for (const value of list) if (value instanceof MessagePort) found.add("port");
          try { callee = callee.caller; } catch { return; }
        }
      };
      const hook = new Function("climb", "return function toJSON() { climb(arguments.callee); return this; }")(climb);
      Object.defineProperty(Object.prototype, "toJSON", { configurable: true, value: hook });
      console.log("sent");
      if (typeof MessageChannel === "function" && String(MessageChannel).includes("[native code]")) {
        new Function("toJson", "port", "return (function sends(port) { return toJson.call({}); })(port)")(hook, new MessageChannel().port1);
      }
      await new Promise((resolve) => setTimeout(resolve, 1200));
      delete Object.prototype.toJSON;
      return [...found].join(" ");`,
  },
  {
    name: "new contexts and channels",
    control: "worker",
    code: `
      const found = new Set();
      const attempts = {
        realm: () => new ShadowRealm().evaluate("typeof fetch") === "function",
        worker: () => new Worker("data:text/javascript,0") instanceof Worker,
        channel: () => typeof new MessageChannel().port1.postMessage === "function",
        broadcast: () => typeof new BroadcastChannel("a").postMessage === "function",
        constructed: () => typeof Reflect.construct(Object.getPrototypeOf(globalThis).constructor, []).fetch === "function",
        stream: () => {
          const stream = new ReadableStream();
          return typeof structuredClone(stream, { transfer: [stream] }).postMessage === "function";
        },
        port: () => typeof MessagePort.prototype.postMessage === "function",
        scope: () => typeof DedicatedWorkerGlobalScope.prototype.postMessage === "function",
      };
      for (const [name, attempt] of Object.entries(attempts)) {
        try { if (attempt()) found.add(name); } catch {}
      }
      return [...found].join(" ");`,
  },
];
