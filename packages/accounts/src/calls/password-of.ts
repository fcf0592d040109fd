import type { CallParts } from "../call.ts";

/** Whether this is the password of a person. A person without a password costs the same work. */
export async function hasPassword(call: CallParts, personId: string, password: string): Promise<boolean> {
  const { internalAdapter } = await call.auth.$context;
  const account = await internalAdapter.findCredentialAccount(personId);
  if (account?.password) return call.passwords.verify({ hash: account.password, password });
  await call.passwords.hash(password);
  return false;
}
