import { PLATFORM_SCOPES, SCOPES } from "@scrip/domain/access";
import { useState } from "react";
import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { CeilingField, ceilingOf, ceilingProblem } from "../../components/keys/ceiling-field.tsx";
import { ExpiryField, expiryOf, type KeyExpiry } from "../../components/keys/expiry-field.tsx";
import type { KeyScope } from "../../components/keys/key-words.ts";
import { NewKeyDialog, type NewKeyDialogProps } from "../../components/keys/new-key-dialog.tsx";
import { ScopeChoice } from "../../components/keys/scope-choice.tsx";
import { Field } from "../../components/ui/field.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { useOrg } from "../../data/org.ts";
import { trpcClient } from "../../data/trpc.ts";

/** The scopes that a key of an organization can have. */
const CHOICES = SCOPES.filter((scope) => !PLATFORM_SCOPES.includes(scope));

/** Makes a service key, and shows its text once. */
export function CreateKeyDialog(props: Pick<NewKeyDialogProps, "isOpen" | "onClose" | "onCreated">) {
  return (
    <NewKeyDialog
      {...props}
      title="New service key"
      description="A service calls Scrip with it, for this organization only."
    >
      {(onMade) => <CreateKeyForm onMade={onMade} />}
    </NewKeyDialog>
  );
}

function CreateKeyForm({ onMade }: { readonly onMade: (name: string, text: string) => void }) {
  const org = useOrg();
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["usage:report", "ledger:read"]);
  const [expiry, setExpiry] = useState<KeyExpiry>("never");
  const { form, input, errors } = useForm({
    initial: { name: "", ceiling: "" },
    check: ({ name, ceiling }) => ({
      name: name.trim() === "" ? "Enter a name, such as scheduler, production." : undefined,
      ceiling: ceilingProblem(ceiling),
    }),
    send: ({ name, ceiling }) => {
      const dailyCeiling = ceilingOf(ceiling);
      return trpcClient.keys.create.mutate({
        org: org.id,
        name: name.trim(),
        scopes,
        ...(dailyCeiling !== null && { dailyCeiling }),
        ...expiryOf(expiry),
      });
    },
    onDone: ({ text }, { name }) => onMade(name.trim(), text),
  });
  return (
    <Form {...form} label="New service key" submit="Create the key">
      <Field label="Name" error={errors.name} hasRoom>
        <TextInput {...input("name")} placeholder="scheduler, production" />
      </Field>
      <ScopeChoice choices={CHOICES} chosen={scopes} onChange={setScopes} />
      <CeilingField input={input("ceiling")} error={errors.ceiling} />
      <ExpiryField value={expiry} onChange={setExpiry} />
    </Form>
  );
}
