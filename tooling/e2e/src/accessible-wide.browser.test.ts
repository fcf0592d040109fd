import { accessibleAt } from "./testing/index.ts";

await accessibleAt(1440);
