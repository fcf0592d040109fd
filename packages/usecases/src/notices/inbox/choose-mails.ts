import { type EventKind, eventSpec } from "@scrip/contract/notices/events";
import { inOrganization } from "@scrip/db/connection";
import { deleteChoices, writeChoices } from "@scrip/db/notices";
import type { Caller, Deps } from "../../deps.ts";
import { inboxOwner } from "./inbox-owner.ts";

/** Kinds of events, and whether the member gets e-mails about them. */
export interface MailChoice {
  readonly kinds: readonly EventKind[];
  readonly email: boolean;
}

/**
 * Records of which kinds a member gets e-mails in an organization. A choice that is the default has no row, so a later
 * default applies to it.
 * @source docs/rules.md#who-gets-which-mail
 */
export async function chooseMails({ homes }: Pick<Deps, "homes">, caller: Caller, choice: MailChoice): Promise<void> {
  const { kinds, email: isOn } = choice;
  const choices = kinds.map((kind) => ({ kind, channel: "email" as const, isOn }));
  const isDefault = ({ kind }: { readonly kind: EventKind }): boolean => eventSpec(kind).email === isOn;
  const owner = inboxOwner(caller);
  await inOrganization(homes.organizations, caller.orgId, async (tx) => {
    await deleteChoices(tx, owner, choices.filter(isDefault));
    const own = choices.filter((each) => !isDefault(each));
    if (own.length > 0) await writeChoices(tx, owner, own);
  });
}
