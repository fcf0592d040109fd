import { trpc } from "./trpc.ts";
import { ZONE } from "./zone.ts";

/** An organization's overview: what it has, what it used, what runs and what happened last. */
export const overviewQuery = (org: string) =>
  trpc.overview.get.queryOptions({ org, zone: ZONE }, { meta: { live: true } });
