import { useState } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { PasswordInput } from "../../../components/ui/password-input.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { accountCalls } from "../../../data/account-calls.ts";
import { problemOf } from "../../../data/problem.ts";
import { errorsAt } from "../frame/errors-at.ts";
import { emailError, passwordError } from "../frame/field-checks.ts";
import { SsoButton } from "./sso-button.tsx";
import { useFoundSso, useSsoSignIn } from "./use-sso-sign-in.ts";

/** What a right password leads to. */
export type PasswordOutcome =
  | { readonly state: "signed_in" | "two_factor" }
  | { readonly state: "not_verified"; readonly email: string };

/** Sends an e-mail address and its password. An address that is not verified yet is an outcome of its own. */
export async function signInBy(email: string, password: string): Promise<PasswordOutcome> {
  try {
    const { next } = await accountCalls.signIn({ email, password });
    return { state: next };
  } catch (error) {
    if (problemOf(error).code === "email_not_verified") return { state: "not_verified", email };
    throw error;
  }
}

interface PasswordStepProps {
  /** The path to open after signing in. */
  readonly to: string | undefined;
  readonly onDone: (outcome: PasswordOutcome) => void;
}

/**
 * The form with the e-mail address and the password. An address of an organization with single sign-on leads there; if
 * that is the only way for most, the password waits behind a button, for the organization's owner.
 */
export function PasswordStep({ to, onDone }: PasswordStepProps) {
  const [email, setEmail] = useState("");
  const [usesPassword, setUsesPassword] = useState(false);
  const found = useFoundSso(email);
  const isBySso = found?.org != null && found.isForced && !usesPassword;
  const go = useSsoSignIn(to);
  const { form, input, errors } = useForm({
    initial: { email: "", password: "" },
    check: ({ email, password }) => ({
      email: emailError(email),
      password: isBySso ? undefined : passwordError(password),
    }),
    send: async ({ email, password }) => {
      if (!isBySso || found?.org == null) return signInBy(email.trim(), password);
      await go.start(found.org, email);
      return null;
    },
    onDone: (outcome) => outcome !== null && onDone(outcome),
    explain: errorsAt({ wrong_credentials: "password" }),
  });
  const address = input("email");
  const change = (text: string): void => {
    address.onChange(text);
    setEmail(text);
    setUsesPassword(false);
  };
  return (
    <div className="flex flex-col gap-3">
      <Form
        {...form}
        isSending={form.isSending || (isBySso && go.isLeaving)}
        label="Sign in"
        submit={isBySso ? "Continue with single sign-on" : "Sign in"}
        isWide
      >
        <Field label="E-mail" error={errors.email} hasRoom>
          <TextInput
            {...address}
            onChange={change}
            type="email"
            autoComplete="username"
            inputMode="email"
            spellCheck={false}
          />
        </Field>
        {!isBySso && (
          <div className="relative">
            <Field label="Password" error={errors.password} hasRoom>
              <PasswordInput {...input("password")} autoComplete="current-password" />
            </Field>
            <span className="absolute top-0 right-0 text-13">
              <TextLink to="/forgot-password">Forgot it?</TextLink>
            </span>
          </div>
        )}
      </Form>
      <div role="status" className="text-13 text-pretty text-muted empty:hidden">
        {isBySso && "Your organization signs people in by its own sign-in page."}
        {found?.org != null && !found.isForced && "Your organization also has its own sign-in page."}
      </div>
      {isBySso && (
        <Button look="plain" size="small" onClick={() => setUsesPassword(true)}>
          Use a password (owner only)
        </Button>
      )}
      {found?.org != null && !isBySso && <SsoButton org={found.org} email={email} to={to} />}
    </div>
  );
}
