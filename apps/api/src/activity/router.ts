import { router } from "../trpc/trpc.ts";
import { explain } from "./explain.ts";
import { facets } from "./facets.ts";
import { list } from "./list.ts";
import { sum } from "./sum.ts";

export const activityRouter = router({ list, sum, facets, explain });
