import { usePerson } from "../../../../data/session.ts";

/** Tells the password manager of the browser whose password a form is about. */
export function HiddenUsername() {
  const { email } = usePerson();
  return <input type="email" autoComplete="username" value={email} readOnly hidden />;
}
