import { router } from "../trpc/trpc.ts";
import { balance } from "./balance.ts";

export const liveRouter = router({ balance });
