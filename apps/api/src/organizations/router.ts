import { router } from "../trpc.ts";
import { create } from "./create.ts";

export const organizationsRouter = router({ create });
