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
import { accountCalls } from "../../../data/account-calls.ts";
import { refreshSession, usePerson } from "../../../data/session.ts";
import { emailError, nameError } from "../frame/field-checks.ts";
import { SettingRow } from "./parts/setting-row.tsx";

/** The name and the address of the person. */
export function ProfileCard() {
  const { name, email } = usePerson();
  const [open, setOpen] = useState<"name" | "email" | null>(null);
  const close = () => setOpen(null);
  return (
    <Card title="You">
      <div className="flex flex-col gap-2">
        <SettingRow title={name} action={<Button onClick={() => setOpen("name")}>Change the name</Button>}>
          Your colleagues see this name.
        </SettingRow>
        <SettingRow title={email} action={<Button onClick={() => setOpen("email")}>Change the address</Button>}>
          You sign in with this address, and mails go to it.
        </SettingRow>
      </div>
      <Dialog title="Change the name" isOpen={open === "name"} onClose={close}>
        <NameForm name={name} onDone={close} />
      </Dialog>
      <Dialog
        title="Change the address"
        description="A link goes to the new address. The old one stays until you open the link."
        isOpen={open === "email"}
        onClose={close}
      >
        <EmailForm onDone={close} />
      </Dialog>
    </Card>
  );
}

function NameForm({ name, onDone }: { readonly name: string; readonly onDone: () => void }) {
  const router = useRouter();
  const { form, input, errors } = useForm({
    initial: { name },
    check: (values) => ({ name: nameError(values.name) }),
    send: (values) => accountCalls.rename({ name: values.name.trim() }),
    onDone: async () => {
      await refreshSession(() => router.invalidate());
      onDone();
    },
  });
  return (
    <Form {...form} label="Name" submit="Save" beside={<Button onClick={onDone}>Cancel</Button>}>
      <Field label="Your name" error={errors.name} hasRoom>
        <TextInput {...input("name")} autoComplete="name" />
      </Field>
    </Form>
  );
}

function EmailForm({ onDone }: { readonly onDone: () => void }) {
  const { form, input, errors } = useForm({
    initial: { email: "" },
    check: ({ email }) => ({ email: emailError(email) }),
    send: ({ email }) => accountCalls.changeEmail({ newEmail: email.trim() }),
    onDone: (_answer, { email }) => {
      toast({ title: "A link is on its way", description: `Open it in the mail to ${email.trim()}.` });
      onDone();
    },
  });
  return (
    <Form {...form} label="Address" submit="Send the link" beside={<Button onClick={onDone}>Cancel</Button>}>
      <Field label="New e-mail" error={errors.email} hasRoom>
        <TextInput {...input("email")} type="email" autoComplete="email" inputMode="email" spellCheck={false} />
      </Field>
    </Form>
  );
}
