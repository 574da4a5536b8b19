import { resolve } from "node:path";
import { runnerImport } from "vite";
import type { Dataset } from "../datasets/dataset.ts";
