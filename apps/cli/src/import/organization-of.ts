import { orgIdIn } from "@scrip/contract/wire/ids";
import type { Homes } from "@scrip/db/connection";
import { getOrganization, organizationsNamed } from "@scrip/db/organizations";
import { LineProblem } from "./line-report.ts";

/**
 * Finds an organization by its id, `org_…`, or by its name.
 * @returns its id without prefix
 * @throws LineProblem if there is none, or several have the name
 */
export async function organizationOf(homes: Homes, text: string): Promise<string> {
  const id = orgIdIn.safeParse(text);
  if (id.success) {
    if ((await getOrganization(homes.organizations, id.data)) === undefined)
      throw new LineProblem("organization", "is no organization");
    return id.data;
  }
  const [found, another] = await organizationsNamed(homes.platform, text);
  if (found === undefined) throw new LineProblem("organization", "is no organization's id or name");
  if (another !== undefined)
    throw new LineProblem("organization", "is the name of several organizations; use the id of one");
  return found.orgId;
}
