import { SCOPES } from "@scrip/domain/access";
import { useState } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { CeilingField, ceilingOf, ceilingProblem } from "../../../components/keys/ceiling-field.tsx";
import { ExpiryField, expiryOf, type KeyExpiry } from "../../../components/keys/expiry-field.tsx";
import type { KeyScope } from "../../../components/keys/key-words.ts";
import { NewKeyDialog, type NewKeyDialogProps } from "../../../components/keys/new-key-dialog.tsx";
import { ScopeChoice } from "../../../components/keys/scope-choice.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { trpcClient } from "../../../data/trpc.ts";
import { orgsOf, orgsProblem } from "./limited-orgs.ts";

/** Makes a platform key, and shows its text once. */
export function CreatePlatformKeyDialog(props: Pick<NewKeyDialogProps, "isOpen" | "onClose" | "onCreated">) {
  return (
    <NewKeyDialog {...props} title="New platform key" description="A service of the platform calls Scrip with it.">
      {(onMade) => <CreateForm onMade={onMade} />}
    </NewKeyDialog>
  );
}

function CreateForm({ onMade }: { readonly onMade: (name: string, text: string) => void }) {
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["usage:report", "ledger:read"]);
  const [expiry, setExpiry] = useState<KeyExpiry>("never");
  const { form, input, errors } = useForm({
    initial: { name: "", ceiling: "", orgs: "" },
    check: ({ name, ceiling, orgs }) => ({
      name: name.trim() === "" ? "Enter a name, such as orchestrator, production." : undefined,
      ceiling: ceilingProblem(ceiling),
      orgs: orgsProblem(orgs),
    }),
    send: ({ name, ceiling, orgs: typed }) => {
      const dailyCeiling = ceilingOf(ceiling);
      const orgs = orgsOf(typed);
      return trpcClient.platformKeys.create.mutate({
        name: name.trim(),
        scopes,
        ...(dailyCeiling !== null && { dailyCeiling }),
        ...expiryOf(expiry),
        ...(orgs.length > 0 && { orgs }),
      });
    },
    onDone: ({ text }, { name }) => onMade(name.trim(), text),
  });
  return (
    <Form {...form} label="New platform key" submit="Create the key">
      <Field label="Name" error={errors.name} hasRoom>
        <TextInput {...input("name")} placeholder="orchestrator, production" />
      </Field>
      <ScopeChoice choices={SCOPES} chosen={scopes} onChange={setScopes} />
      <Field
        label="Only these organizations"
        error={errors.orgs}
        hint="Ids, with spaces or lines between them. Empty means all, also those of tomorrow."
      >
        <TextArea {...input("orgs")} />
      </Field>
      <CeilingField input={input("ceiling")} error={errors.ceiling} />
      <ExpiryField value={expiry} onChange={setExpiry} />
    </Form>
  );
}
