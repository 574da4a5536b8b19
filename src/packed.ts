import type { Loader } from "./page/delivery/loader.ts";
import { packedDelivery } from "./page/delivery/packed-delivery.ts";
import { startPage } from "./page/start.ts";

/** Starts an exported page. Its loader, which has loaded this module, gives it everything else. */
declare const lecternPack: Loader;

startPage((page) => packedDelivery(lecternPack, page));
