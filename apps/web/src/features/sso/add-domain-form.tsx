import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { Button } from "../../components/ui/button.tsx";
import { Field } from "../../components/ui/field.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import { trpcClient } from "../../data/trpc.ts";

interface AddDomainFormProps {
  readonly onAdded: () => void;
  readonly onCancel?: () => void;
}

/** Adds a domain, which must be proved then. */
export function AddDomainForm({ onAdded, onCancel }: AddDomainFormProps) {
  const org = useOrg();
  const { form, input, errors } = useForm({
    initial: { domain: "" },
    check: ({ domain }) => ({ domain: domain.trim() === "" ? "Enter a domain, such as example.com." : undefined }),
    send: ({ domain }) => trpcClient.sso.addDomain.mutate({ org: org.id, domain: domain.trim().replace(/^@/, "") }),
    onDone: onAdded,
    explain: (error) => {
      const { code, message } = problemOf(error);
      return code === "domain_refused" || code === "too_many_domains" ? { domain: message } : undefined;
    },
  });
  return (
    <div className="max-w-[60ch]">
      <Form
        {...form}
        label="Add a domain"
        submit="Add the domain"
        beside={onCancel !== undefined && <Button onClick={onCancel}>Cancel</Button>}
      >
        <Field
          label="Domain"
          hint="The part of your e-mail addresses after the @. A record in its DNS then shows that it is yours."
          error={errors.domain}
          hasRoom
        >
          <TextInput {...input("domain")} placeholder="example.com" autoCapitalize="none" spellCheck={false} />
        </Field>
      </Form>
    </div>
  );
}
