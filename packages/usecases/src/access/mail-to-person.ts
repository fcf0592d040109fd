import type { MailContent } from "@scrip/contract/notices/mails";
import { findPeople } from "@scrip/db/access";
import type { Homes, PlatformTx } from "@scrip/db/connection";
import { queueMail } from "@scrip/db/notices";
import { getOrganization } from "@scrip/db/organizations";

/** A mail to a person about an organization. */
export interface PersonalMail {
  /**
   * Queues the mail in a transaction of the platform.
   * @param write returns the kind and the values of the mail
   */
  queue(tx: PlatformTx, write: (about: { readonly organization: string }) => MailContent): Promise<void>;
}

/**
 * Reads what a mail to a person about an organization needs.
 * @param id the id of the mail; a repeated step queues it once
 * @returns `null` if the person has no address any more
 */
export async function mailToPerson(
  homes: Homes,
  { id, orgId, personId }: { readonly id: string; readonly orgId: string; readonly personId: string },
): Promise<PersonalMail | null> {
  const person = (await findPeople(homes.platform, [personId])).get(personId);
  const organization = await getOrganization(homes.organizations, orgId);
  if (person === undefined || organization === undefined) return null;
  return {
    queue: (tx, write) =>
      queueMail(tx, { id, to: person.email, orgId, personId, ...write({ organization: organization.name }) }),
  };
}
