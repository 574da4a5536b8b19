import { describeWall } from "./wall.ts";
import { webKitGtk } from "./webkit.ts";

describeWall(webKitGtk, {
  lacks: [
    "WebRTC",
    "WebTransport",
    "a prefetch",
    "the origin's private files",
    "storage buckets",
    "the old file system",
  ],
  keptInBareWorkers: ["Cache Storage"],
});
