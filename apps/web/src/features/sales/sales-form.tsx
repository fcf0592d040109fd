import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { Field } from "../../components/ui/field.tsx";
import { NativeSelect } from "../../components/ui/native-select.tsx";
import { TextArea } from "../../components/ui/text-area.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import type { CatalogPlan } from "../../data/catalog.ts";
import { useSession } from "../../data/session.ts";
import { trpcClient } from "../../data/trpc.ts";

interface SalesFormProps {
  /** The plans that only a contract starts; `undefined` until they are loaded. */
  readonly plans: readonly CatalogPlan[] | undefined;
  /** The plan that the page was opened for. */
  readonly plan: string | undefined;
  /** The organization that asks. */
  readonly organization: { readonly id: string; readonly name: string } | undefined;
  /** @param email the address that gets the answer */
  readonly onSent: (email: string) => void;
}

const MOST_LETTERS = 4000;

export function SalesForm({ plans, plan, organization, onSent }: SalesFormProps) {
  const { person } = useSession();
  const { form, input, errors } = useForm({
    initial: {
      name: person?.name ?? "",
      email: person?.email ?? "",
      company: organization?.name ?? "",
      plan: plan ?? "",
      message: "",
    },
    check: ({ name, email, message }) => ({
      name: name.trim() === "" ? "Enter your name." : undefined,
      email: /^\S+@\S+$/.test(email.trim()) ? undefined : "Enter an e-mail address, such as ada@example.com.",
      message: messageProblem(message),
    }),
    send: async (values) => {
      const company = values.company.trim();
      const about = plans?.find((one) => one.plan === values.plan)?.plan;
      await trpcClient.sales.request.mutate({
        name: values.name.trim(),
        email: values.email.trim(),
        message: values.message.trim(),
        ...(company !== "" && { company }),
        ...(about !== undefined && { plan: about }),
        ...(organization !== undefined && { org: organization.id }),
      });
    },
    onDone: (_answer, { email }) => onSent(email.trim()),
  });
  return (
    <Form {...form} label="Talk to sales" submit="Send the request" isWide>
      <Field label="Your name" error={errors.name} hasRoom>
        <TextInput {...input("name")} autoComplete="name" maxLength={200} />
      </Field>
      <Field label="E-mail" error={errors.email} hasRoom>
        <TextInput {...input("email")} type="email" inputMode="email" autoComplete="email" spellCheck={false} />
      </Field>
      <Field label="Company" hint="Optional." hasRoom>
        <TextInput {...input("company")} autoComplete="organization" maxLength={200} />
      </Field>
      {plans?.length !== 0 && (
        <Field label="About" hasRoom>
          <NativeSelect
            label="About"
            value={plans?.some((one) => one.plan === input("plan").value) === true ? input("plan").value : ""}
            onChange={input("plan").onChange}
            options={[
              ...(plans ?? []).map(({ plan: value, title }) => ({ value, label: title })),
              { value: "", label: "Something else" },
            ]}
          />
        </Field>
      )}
      <Field
        label="What do you need?"
        error={errors.message}
        hint="Such as GPUs, hours a month, storage, and when it begins."
        hasRoom
      >
        <TextArea {...input("message")} maxLength={MOST_LETTERS} />
      </Field>
    </Form>
  );
}

function messageProblem(message: string): string | undefined {
  return message.trim() === "" ? "Say what you need." : undefined;
}
