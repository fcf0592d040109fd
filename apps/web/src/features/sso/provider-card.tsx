import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "../../components/confirm/confirm-dialog.tsx";
import { Button } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { DescriptionList } from "../../components/ui/description-list.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { Time } from "../../components/ui/time.tsx";
import { toast } from "../../components/ui/toast.ts";
import { accountCalls } from "../../data/account-calls.ts";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import { trpcClient } from "../../data/trpc.ts";
import { CopyLine } from "./copy-line.tsx";
import { OidcForm } from "./oidc-form.tsx";
import { SamlForm } from "./saml-form.tsx";
import { type Sso, type SsoProvider, useSsoChanged } from "./use-sso.ts";

type Protocol = SsoProvider["protocol"];

const PROTOCOLS = [
  { value: "oidc", label: "OpenID Connect" },
  { value: "saml", label: "SAML 2.0" },
] as const;
const TITLES: Record<Protocol, string> = { oidc: "OpenID Connect", saml: "SAML 2.0" };

/** The identity provider: its form until it is set, then what is stored, its test and its end. */
export function ProviderCard({ sso }: { readonly sso: Sso }) {
  const { provider, isInPlan } = sso;
  const [isChanging, setIsChanging] = useState(false);
  const [isRemoving, setIsRemoving] = useState(false);
  const isFormShown = isInPlan && (provider === null || isChanging);
  if (!isInPlan && provider === null) return null;
  return (
    <Card
      title="Identity provider"
      actions={
        provider !== null &&
        !isFormShown && (
          <span className="flex flex-wrap gap-2">
            {isInPlan && (
              <Button size="small" onClick={() => setIsChanging(true)}>
                Change
              </Button>
            )}
            <Button size="small" look="plain" onClick={() => setIsRemoving(true)}>
              Remove
            </Button>
          </span>
        )
      }
    >
      {isFormShown ? (
        <ProviderForms
          sso={sso}
          onDone={() => setIsChanging(false)}
          {...(provider !== null && { onCancel: () => setIsChanging(false) })}
        />
      ) : (
        provider !== null && <Stored sso={sso} provider={provider} />
      )}
      <RemoveProvider isOpen={isRemoving} onClose={() => setIsRemoving(false)} />
    </Card>
  );
}

interface ProviderFormsProps {
  readonly sso: Sso;
  readonly onDone: () => void;
  readonly onCancel?: () => void;
}

function ProviderForms({ sso, onDone, onCancel }: ProviderFormsProps) {
  const changed = useSsoChanged();
  const { provider, addresses } = sso;
  const [protocol, setProtocol] = useState<Protocol>(provider?.protocol ?? "oidc");
  const saved = async (): Promise<void> => {
    toast({ title: "The identity provider is saved", description: "Test the sign-in now.", tone: "good" });
    await changed();
    onDone();
  };
  const terms = { onSaved: saved, ...(onCancel !== undefined && { onCancel }) };
  return (
    <div className="flex max-w-[70ch] flex-col gap-4">
      {provider !== null && (
        <p className="text-13 text-pretty text-muted">
          After a change, nobody signs in this way until you have tested it. If it is forced, passwords work again until
          then. Another issuer also ends the sessions of everybody who signed in with the old one, except yours.
        </p>
      )}
      <div>
        <Segmented label="Protocol" value={protocol} onChange={setProtocol} options={PROTOCOLS} />
      </div>
      <Addresses protocol={protocol} addresses={addresses} lead="Give this to your identity provider first:" />
      {protocol === "oidc" ? <OidcForm provider={provider} {...terms} /> : <SamlForm provider={provider} {...terms} />}
    </div>
  );
}

interface AddressesProps {
  readonly protocol: Protocol;
  readonly addresses: Sso["addresses"];
  readonly lead: string;
}

/** The addresses to give to the identity provider. */
function Addresses({ protocol, addresses, lead }: AddressesProps) {
  return (
    <div className="flex max-w-[70ch] flex-col gap-2">
      <p className="text-13 text-muted">{lead}</p>
      <dl className="flex flex-col gap-2">
        {protocol === "oidc" ? (
          <CopyLine name="Redirect address (redirect URI)" text={addresses.redirectUri} />
        ) : (
          <>
            <CopyLine name="ACS address (reply URL)" text={addresses.acsUrl} />
            <CopyLine name="Entity id (audience)" text={addresses.entityId} />
          </>
        )}
      </dl>
    </div>
  );
}

function Stored({ sso, provider }: { readonly sso: Sso; readonly provider: SsoProvider }) {
  return (
    <div className="flex flex-col gap-4">
      <DescriptionList items={itemsOf(provider)} />
      <Addresses
        protocol={provider.protocol}
        addresses={sso.addresses}
        lead="The identity provider has this from you:"
      />
      {sso.isInPlan && <TestSignIn testedAt={sso.testedAt} hasDomain={sso.domains.some(isProved)} />}
    </div>
  );
}

const isProved = ({ state }: Sso["domains"][number]): boolean => state !== "pending";

function itemsOf(provider: SsoProvider) {
  const shared = [
    { name: "Protocol", value: TITLES[provider.protocol] },
    { name: "Issuer", value: <Code text={provider.issuer} /> },
  ];
  if (provider.protocol === "oidc")
    return [
      ...shared,
      { name: "Client id", value: <Code text={provider.clientId} /> },
      { name: "Client secret", value: <span className="text-muted">Stored, never shown</span> },
    ];
  return [
    ...shared,
    { name: "Sign-in address", value: <Code text={provider.signInUrl} /> },
    { name: "Attribute with the e-mail", value: <Code text={provider.emailAttribute} /> },
    ...provider.certificates.map(({ fingerprint, expiresAt }, at) => ({
      name: provider.certificates.length === 1 ? "Certificate" : `Certificate ${at + 1}`,
      value: (
        <>
          <Code text={fingerprint} />
          <span className="block text-13 text-muted">
            Valid until <Time at={expiresAt} look="exact" />
          </span>
        </>
      ),
    })),
  ];
}

function Code({ text }: { readonly text: string }) {
  return <code className="font-mono text-13 break-all">{text}</code>;
}

interface TestSignInProps {
  readonly testedAt: string | null;
  readonly hasDomain: boolean;
}

/** Signs the administrator in by the provider. The set-up counts from the first success on. */
function TestSignIn({ testedAt, hasDomain }: TestSignInProps) {
  const org = useOrg();
  const test = useMutation({
    mutationFn: () => accountCalls.signInSso({ org: org.id, to: `/o/${org.id}/settings/sso` }),
    onSuccess: ({ url }) => location.assign(url),
  });
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t border-line pt-4">
      <p className="max-w-[60ch] min-w-0 flex-1 basis-60 text-13 text-pretty text-muted">
        {testedAt === null ? (
          <>
            <strong className="font-medium text-text">Not tested yet.</strong> Sign in once with your own address at the
            identity provider. From the first success on, members can use it.
          </>
        ) : (
          <>
            <strong className="font-medium text-good">It works.</strong> Tested <Time at={testedAt} />.
          </>
        )}
      </p>
      <Button
        look={testedAt === null ? "primary" : "quiet"}
        isLoading={test.isPending || test.isSuccess}
        disabledReason={hasDomain ? undefined : "Prove a domain first."}
        onClick={() => test.mutate()}
      >
        Test sign-in
      </Button>
      <div role="alert" className="basis-full text-13 text-bad empty:hidden">
        {test.isError && problemOf(test.error).message}
      </div>
    </div>
  );
}

function RemoveProvider({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const org = useOrg();
  const changed = useSsoChanged();
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title="Remove the identity provider?"
      act="Remove the provider"
      isDangerous
      run={async () => {
        await trpcClient.sso.remove.mutate({ org: org.id });
        toast({ title: "The identity provider is removed", tone: "good" });
        await changed();
      }}
    >
      Everybody who signed in with it is signed out, except you, and uses another way from now on. People without a
      password set one by “Forgot it?” on the sign-in page. Members and domains stay.
    </ConfirmDialog>
  );
}
