import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { buttonLook } from "../../../components/ui/button.tsx";
import { accountCalls } from "../../../data/account-calls.ts";
import { useLinkToken } from "../../../data/link-token.ts";
import { problemOf } from "../../../data/problem.ts";
import { AccountFrame } from "../../../shell/account-frame.tsx";
import { errorsAt } from "../frame/errors-at.ts";
import { newPasswordError } from "../frame/field-checks.ts";
import { NewPasswordField } from "../frame/new-password-field.tsx";

/** Opens from the mail of a forgotten password, and sets a new one. */
export function ResetPage() {
  const token = useLinkToken() ?? "";
  const [state, setState] = useState<"asks" | "done" | "bad_link">(token === "" ? "bad_link" : "asks");
  if (state === "done")
    return (
      <AccountFrame
        title="Your password is changed"
        lead="You were signed out everywhere. Sign in with the new password."
      >
        <Link to="/sign-in" className={buttonLook({ look: "primary" })}>
          Sign in
        </Link>
      </AccountFrame>
    );
  if (state === "bad_link")
    return (
      <AccountFrame
        title="This link is not valid any more"
        lead="It was used already, it is too old, or a part of it is missing."
      >
        <Link to="/forgot-password" className={buttonLook({ look: "primary" })}>
          Send a new link
        </Link>
      </AccountFrame>
    );
  return (
    <AccountFrame title="Choose a new password" lead="You are then signed out everywhere, and sign in with it.">
      <NewPasswordForm token={token} onDone={() => setState("done")} onBadLink={() => setState("bad_link")} />
    </AccountFrame>
  );
}

interface NewPasswordFormProps {
  readonly token: string;
  readonly onDone: () => void;
  readonly onBadLink: () => void;
}

function NewPasswordForm({ token, onDone, onBadLink }: NewPasswordFormProps) {
  const atFields = errorsAt<{ password: string }>({ weak_password: "password" });
  const { form, input, errors } = useForm({
    initial: { password: "" },
    check: ({ password }) => ({ password: newPasswordError(password) }),
    send: ({ password }) => accountCalls.resetPassword({ token, newPassword: password }),
    onDone,
    explain: (error) => {
      if (problemOf(error).code !== "bad_link") return atFields(error);
      onBadLink();
      return {};
    },
  });
  return (
    <Form {...form} label="Password reset" submit="Change the password" isWide>
      <NewPasswordField label="New password" error={errors.password} input={input("password")} />
    </Form>
  );
}
