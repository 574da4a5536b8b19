import { memoryBombs } from "./attacks/exhaustion.ts";
import { testMemoryBombs } from "./memory-tests.ts";

testMemoryBombs(memoryBombs.filter(({ isSlow }) => isSlow));
