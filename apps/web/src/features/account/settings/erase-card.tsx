import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { endSession, usePerson } from "../../../data/session.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { SettingRow } from "./parts/setting-row.tsx";

/** Ends the account for good. */
export function EraseCard() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Card title="Erase the account">
      <SettingRow
        title="Erase everything about you"
        action={<Button onClick={() => setIsOpen(true)}>Erase the account</Button>}
      >
        Your name, address, password and sessions go. What your organizations used and paid stays, without your name.
      </SettingRow>
      <Dialog
        title="Erase the account"
        description="This can not be undone. You leave all organizations at once. An organization that you own needs another owner first, or must be closed."
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
      >
        <EraseForm onCancel={() => setIsOpen(false)} />
      </Dialog>
    </Card>
  );
}

function EraseForm({ onCancel }: { readonly onCancel: () => void }) {
  const { email } = usePerson();
  const router = useRouter();
  const { form, input, errors } = useForm({
    initial: { email: "" },
    check: (values) => ({
      email: values.email.trim().toLowerCase() === email.toLowerCase() ? undefined : `Enter ${email} to confirm.`,
    }),
    send: () => trpcClient.accounts.erase.mutate({}),
    onDone: async () => {
      await endSession(() => router.invalidate());
      toast({ title: "Your account is erased" });
    },
  });
  return (
    <Form
      {...form}
      label="Erase the account"
      submit="Erase the account"
      look="danger"
      beside={<Button onClick={onCancel}>Cancel</Button>}
    >
      <Field label="Your e-mail, to confirm" error={errors.email} hasRoom>
        <TextInput {...input("email")} autoComplete="off" inputMode="email" spellCheck={false} placeholder={email} />
      </Field>
    </Form>
  );
}
