import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { Button } from "../../components/ui/button.tsx";
import { Field } from "../../components/ui/field.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { useOrg } from "../../data/org.ts";
import { trpcClient } from "../../data/trpc.ts";
import { providerProblem, type SsoProvider } from "./use-sso.ts";

interface ProviderFormProps {
  /** What is stored now. */
  readonly provider: SsoProvider | null;
  readonly onSaved: () => Promise<void>;
  readonly onCancel?: () => void;
}

/** Describes an OpenID Connect provider. The secret is entered each time, since nobody can read it again. */
export function OidcForm({ provider, onSaved, onCancel }: ProviderFormProps) {
  const org = useOrg();
  const stored = provider?.protocol === "oidc" ? provider : { issuer: "", clientId: "" };
  const { form, input, errors } = useForm({
    initial: { issuer: stored.issuer, clientId: stored.clientId, clientSecret: "" },
    check: ({ issuer, clientId, clientSecret }) => ({
      issuer: issuer.trim() === "" ? "Enter the address of the issuer." : undefined,
      clientId: clientId.trim() === "" ? "Enter the client id." : undefined,
      clientSecret: clientSecret === "" ? "Enter the client secret." : undefined,
    }),
    send: ({ issuer, clientId, clientSecret }) =>
      trpcClient.sso.setOidc.mutate({ org: org.id, issuer: issuer.trim(), clientId: clientId.trim(), clientSecret }),
    onDone: onSaved,
    explain: (error) => {
      const problem = providerProblem(error);
      return problem === undefined ? undefined : { issuer: problem };
    },
  });
  return (
    <Form
      {...form}
      label="OpenID Connect"
      submit="Save the provider"
      beside={onCancel !== undefined && <Button onClick={onCancel}>Cancel</Button>}
    >
      <Field
        label="Issuer"
        hint="Its description must be at this address, below /.well-known/openid-configuration."
        error={errors.issuer}
        hasRoom
      >
        <TextInput {...input("issuer")} type="url" inputMode="url" placeholder="https://example.okta.com" />
      </Field>
      <Field label="Client id" error={errors.clientId} hasRoom>
        <TextInput {...input("clientId")} autoComplete="off" spellCheck={false} />
      </Field>
      <Field
        label="Client secret"
        hint="It is stored encrypted and never shown again."
        error={errors.clientSecret}
        hasRoom
      >
        <TextInput {...input("clientSecret")} type="password" autoComplete="off" spellCheck={false} />
      </Field>
    </Form>
  );
}
