import { router } from "../trpc/trpc.ts";
import { burn } from "./burn.ts";
import { get } from "./get.ts";

export const overviewRouter = router({ get, burn });
