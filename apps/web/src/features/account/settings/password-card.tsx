import { useState } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { PasswordInput } from "../../../components/ui/password-input.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { accountCalls, sessionsQuery } from "../../../data/account-calls.ts";
import { queryClient } from "../../../data/query-client.ts";
import { errorsAt } from "../frame/errors-at.ts";
import { newPasswordError, passwordError } from "../frame/field-checks.ts";
import { NewPasswordField } from "../frame/new-password-field.tsx";
import { HiddenUsername } from "./parts/hidden-username.tsx";
import { SettingRow } from "./parts/setting-row.tsx";

/** The password of the person. */
export function PasswordCard() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Card title="Password">
      <SettingRow
        title="A password of your own"
        action={<Button onClick={() => setIsOpen(true)}>Change the password</Button>}
      >
        A change signs you out everywhere but here.
      </SettingRow>
      <Dialog title="Change the password" isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <PasswordForm onDone={() => setIsOpen(false)} />
      </Dialog>
    </Card>
  );
}

function PasswordForm({ onDone }: { readonly onDone: () => void }) {
  const { form, input, errors } = useForm({
    initial: { current: "", next: "" },
    check: ({ current, next }) => ({ current: passwordError(current), next: newPasswordError(next) }),
    send: ({ current, next }) => accountCalls.changePassword({ currentPassword: current, newPassword: next }),
    onDone: () => {
      void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      toast({
        title: "Your password is changed",
        description: "You are signed out everywhere but here.",
        tone: "good",
      });
      onDone();
    },
    explain: errorsAt({ wrong_credentials: "current", weak_password: "next" }),
  });
  return (
    <Form {...form} label="Password" submit="Change the password" beside={<Button onClick={onDone}>Cancel</Button>}>
      <HiddenUsername />
      <Field label="Current password" error={errors.current} hasRoom>
        <PasswordInput {...input("current")} autoComplete="current-password" />
      </Field>
      <NewPasswordField label="New password" error={errors.next} input={input("next")} />
    </Form>
  );
}
