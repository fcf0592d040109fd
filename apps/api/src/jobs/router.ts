import { lineage } from "../lineage/job-lineage.ts";
import { router } from "../trpc/trpc.ts";
import { estimate } from "./estimate.ts";
import { cancel, complete, fail } from "./finish.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import { resume } from "./resume.ts";
import { settleEpoch } from "./settle-epoch.ts";
import { start } from "./start.ts";
import { story } from "./story.ts";

export const jobsRouter = router({
  estimate,
  start,
  settleEpoch,
  complete,
  cancel,
  fail,
  resume,
  get,
  list,
  story,
  lineage,
});
