import { router } from "../trpc/trpc.ts";
import { create } from "./create.ts";

export const organizationsRouter = router({ create });
