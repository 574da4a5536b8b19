import { firefox } from "./firefox.ts";
import { describeWall } from "./wall.ts";

describeWall(firefox, { lacks: ["storage buckets", "the old file system"] });
