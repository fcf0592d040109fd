import { z } from "zod";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** An id as people and services see it, such as `org_01985c2e-…`; inside it is the bare UUID. */
const idIn = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_${UUID}$`), `must be an id that begins with "${prefix}_"`)
    .transform((id) => id.slice(prefix.length + 1));

const idOut = (prefix: string) => z.string().transform((uuid) => `${prefix}_${uuid}`);

export const orgIdIn = idIn("org");
export const orgIdOut = idOut("org");
export const grantIdIn = idIn("grant");
export const grantIdOut = idOut("grant");
export const holdIdIn = idIn("hold");
export const holdIdOut = idOut("hold");
export const chargeIdIn = idIn("charge");
export const chargeIdOut = idOut("charge");
export const debtIdIn = idIn("debt");
export const debtIdOut = idOut("debt");
export const jobIdOut = idOut("job");
export const keyIdOut = idOut("key");
