import { useSearch } from "@tanstack/react-router";
import { Callout } from "../../components/ui/callout.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { RefusedState } from "../../components/ui/refused-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { problemOf } from "../../data/problem.ts";
import { ssoTestWords } from "../../words/sso-problem-words.ts";
import { DomainsCard } from "./domains-card.tsx";
import { ProviderCard } from "./provider-card.tsx";
import { RulesCard } from "./rules-card.tsx";
import { type Sso, useSso } from "./use-sso.ts";

/** The single sign-on of an organization: its domains, its identity provider, and who may sign in how. */
export function SsoPage() {
  const { data, error, refetch } = useSso();
  if (data !== undefined) return <Loaded sso={data} />;
  if (error === null) return <Waiting />;
  return (
    <div className="card">
      {problemOf(error).code === "permission_missing" ? (
        <RefusedState title="Your role does not include single sign-on">
          The owner or an admin of the organization can see it and set it up.
        </RefusedState>
      ) : (
        <ErrorState title="Single sign-on could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
    </div>
  );
}

function Loaded({ sso }: { readonly sso: Sso }) {
  const { isInPlan, domains, provider } = sso;
  if (!isInPlan && domains.length === 0 && provider === null) return <NotInPlan neededPlan={sso.neededPlan} />;
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-[60ch] text-14 text-muted">
        Members sign in at your own identity provider, such as Okta, Entra ID or Google Workspace. People with addresses
        of your domains join by themselves.
      </p>
      {!isInPlan && (
        <Callout tone="warn" title={`Single sign-on is off: ${planTitle(sso.neededPlan)}`}>
          Members use their passwords meanwhile. Your settings are kept, and work again with that plan. You can still
          remove them.
        </Callout>
      )}
      <TestTrouble />
      <DomainsCard domains={domains} isInPlan={isInPlan} />
      <ProviderCard sso={sso} />
      <RulesCard sso={sso} />
    </div>
  );
}

/** The last test of the set-up came back without a sign-in. */
function TestTrouble() {
  const { problem, code } = useSearch({ from: "/o/$org/settings/sso" });
  if (problem === undefined) return null;
  return (
    <div role="alert">
      <Callout tone="bad" title="The test sign-in did not work">
        {ssoTestWords(code)}
        {code !== undefined && <span className="mt-1 block font-mono text-12 text-muted">{code}</span>}
      </Callout>
    </div>
  );
}

const planTitle = (neededPlan: string | null): string =>
  neededPlan === null ? "no plan has it now" : `it is part of the plan "${neededPlan}"`;

function NotInPlan({ neededPlan }: Pick<Sso, "neededPlan">) {
  const title =
    neededPlan === null ? "No plan has single sign-on" : `Single sign-on is part of the plan "${neededPlan}"`;
  return (
    <div className="card">
      <RefusedState title={title}>
        With it, members sign in at your own identity provider by OpenID Connect or SAML, new people of your domains
        join by themselves, and you can make it the only way in.
      </RefusedState>
    </div>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <Skeleton className="h-10 w-full max-w-[60ch]" />
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  );
}
