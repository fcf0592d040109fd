import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { Button } from "../../components/ui/button.tsx";
import { Field } from "../../components/ui/field.tsx";
import { TextArea } from "../../components/ui/text-area.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { useOrg } from "../../data/org.ts";
import { trpcClient } from "../../data/trpc.ts";
import { providerProblem, type SsoProvider } from "./use-sso.ts";

const USUAL_ATTRIBUTE = "email";
const MOST_CHARACTERS = 100_000;

interface SamlFormProps {
  /** What is stored now. */
  readonly provider: SsoProvider | null;
  readonly onSaved: () => Promise<void>;
  readonly onCancel?: () => void;
}

/** Describes a SAML identity provider by its metadata. */
export function SamlForm({ provider, onSaved, onCancel }: SamlFormProps) {
  const org = useOrg();
  const attribute = provider?.protocol === "saml" ? provider.emailAttribute : USUAL_ATTRIBUTE;
  const { form, input, errors } = useForm({
    initial: { metadata: "", emailAttribute: attribute },
    check: ({ metadata }) => ({ metadata: metadataProblem(metadata) }),
    send: ({ metadata, emailAttribute }) =>
      trpcClient.sso.setSaml.mutate({
        org: org.id,
        metadata: metadata.trim(),
        ...(emailAttribute.trim() !== "" && { emailAttribute: emailAttribute.trim() }),
      }),
    onDone: onSaved,
    explain: (error) => {
      const problem = providerProblem(error);
      return problem === undefined ? undefined : { metadata: problem };
    },
  });
  return (
    <Form
      {...form}
      label="SAML 2.0"
      submit="Save the provider"
      beside={onCancel !== undefined && <Button onClick={onCancel}>Cancel</Button>}
    >
      <Field
        label="Metadata of the identity provider (XML)"
        hint="The whole text of its metadata file, with the certificate."
        error={errors.metadata}
        hasRoom
      >
        <TextArea {...input("metadata")} />
      </Field>
      <Field
        label="Attribute with the e-mail address"
        hint="As the provider names it. Without such an attribute, the subject itself counts."
        error={errors.emailAttribute}
        hasRoom
      >
        <TextInput {...input("emailAttribute")} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
    </Form>
  );
}

function metadataProblem(metadata: string): string | undefined {
  if (metadata.trim() === "") return "Paste the metadata.";
  return metadata.length > MOST_CHARACTERS ? "The metadata is longer than 100,000 characters." : undefined;
}
