import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "../../components/confirm/confirm-dialog.tsx";
import { Card } from "../../components/ui/card.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Select } from "../../components/ui/select.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { toast } from "../../components/ui/toast.ts";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import { trpcClient } from "../../data/trpc.ts";
import { ROLE_TITLES } from "../../words/role-words.ts";
import { type Sso, useSsoChanged } from "./use-sso.ts";

type JoiningRole = Sso["defaultRole"];

/** Nobody becomes the owner by joining. */
const ROLES: readonly JoiningRole[] = ["admin", "billing", "member", "viewer"];

/** With which role people join, and whether there is another way in. */
export function RulesCard({ sso }: { readonly sso: Sso }) {
  if (!sso.isInPlan && !sso.isForced) return null;
  return (
    <Card title="Who gets in, and how">
      <div className="flex flex-col gap-4">
        {sso.isInPlan && <DefaultRole role={sso.defaultRole} />}
        <Forced sso={sso} />
      </div>
    </Card>
  );
}

function DefaultRole({ role }: { readonly role: JoiningRole }) {
  const org = useOrg();
  const changed = useSsoChanged();
  const change = useMutation({
    mutationFn: (next: JoiningRole) => trpcClient.sso.setDefaultRole.mutate({ org: org.id, role: next }),
    onSuccess: (_done, next) => toast({ title: `New people join as ${ROLE_TITLES[next]}`, tone: "good" }),
    onSettled: changed,
  });
  return (
    <div className="max-w-80">
      <Field
        label="Role of new people"
        hint="For those who join by single sign-on. Present members keep theirs."
        error={change.isError ? problemOf(change.error).message : undefined}
        hasRoom
      >
        <Select
          value={change.isPending ? change.variables : role}
          onChange={(next) => change.mutate(next)}
          options={ROLES.map((each) => ({ value: each, label: ROLE_TITLES[each] }))}
        />
      </Field>
    </div>
  );
}

function Forced({ sso }: { readonly sso: Sso }) {
  const org = useOrg();
  const changed = useSsoChanged();
  const [asked, setAsked] = useState<boolean | null>(null);
  const missing = sso.isForced ? null : missingWords(sso);
  const set = async (isForced: boolean): Promise<void> => {
    await trpcClient.sso.setForced.mutate({ org: org.id, isForced });
    toast({ title: isForced ? "Single sign-on is the only way now" : "Other ways work again", tone: "good" });
    await changed();
  };
  return (
    <div className="flex flex-col gap-1 border-t border-line pt-4 first:border-0 first:pt-0">
      <Switch
        label="Make single sign-on the only way to sign in"
        isOn={sso.isForced}
        isDisabled={missing !== null}
        onChange={setAsked}
      />
      <p className="max-w-[70ch] text-13 text-pretty text-muted">
        {missing ??
          "For all addresses of your proved domains. The owner keeps the password and the second factor, as the way back in."}
      </p>
      <ConfirmDialog
        isOpen={asked === true}
        onClose={() => setAsked(null)}
        title="Make single sign-on the only way?"
        act="Make it the only way"
        isDangerous
        run={() => set(true)}
      >
        People with addresses of {domainsOf(sso)} can no longer use passwords, other sites or password resets, from the
        next sign-in on. If your identity provider fails, they cannot get in; only the owner can, by password and second
        factor, and turn this off again.
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === false}
        onClose={() => setAsked(null)}
        title="Allow other ways again?"
        act="Allow other ways"
        run={() => set(false)}
      >
        People can use their passwords again, besides single sign-on. Who has none sets one by “Forgot it?” on the
        sign-in page.
      </ConfirmDialog>
    </div>
  );
}

const domainsOf = ({ domains }: Sso): string =>
  domains
    .filter(({ state }) => state !== "pending")
    .map(({ domain }) => domain)
    .join(", ");

/** The step that must come first, in words; `null` if nothing is missing. */
function missingWords({ provider, domains, testedAt, ownerHasTwoFactor }: Sso): string | null {
  if (!domains.some(({ state }) => state !== "pending")) return "First prove a domain.";
  if (provider === null) return "First set an identity provider.";
  if (testedAt === null) return "First test the sign-in: it must have worked once.";
  if (!ownerHasTwoFactor)
    return "First the owner of the organization turns on two-factor sign-in, on the page of their account: it is the way back in if single sign-on fails.";
  return null;
}
