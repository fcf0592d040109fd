import type { AccountAnswer, AccountInput, AccountPath, SessionList } from "@scrip/contract/access/account-calls";
import { accountRequest } from "./api-request.ts";

/** A call about accounts, with its input and its answer. */
const call =
  <Path extends AccountPath>(path: Path) =>
  (input: AccountInput<Path>): Promise<AccountAnswer<Path>> =>
    accountRequest(path, input) as Promise<AccountAnswer<Path>>;

/** The other sites with whose accounts a person can sign in. */
export type SocialProvider = "google" | "github";

/** The calls about accounts. */
export const accountCalls = {
  signUp: call("/sign-up/email"),
  sendVerification: call("/send-verification-email"),
  verifyEmail: call("/verify-email"),
  verifyNewEmail: call("/change-email/verify"),
  signIn: call("/sign-in/email"),
  signInSocial: call("/sign-in/social"),
  signInSso: call("/sign-in/sso"),
  signOut: call("/sign-out"),
  verifyTotp: call("/two-factor/verify-totp"),
  verifyBackupCode: call("/two-factor/verify-backup-code"),
  enableTwoFactor: call("/two-factor/enable"),
  disableTwoFactor: call("/two-factor/disable"),
  newBackupCodes: call("/two-factor/generate-backup-codes"),
  requestReset: call("/request-password-reset"),
  resetPassword: call("/reset-password"),
  changePassword: call("/change-password"),
  changeEmail: call("/change-email"),
  rename: call("/update-user"),
  revokeSession: call("/revoke-session"),
  revokeOtherSessions: call("/revoke-other-sessions"),
  confirm: call("/confirm"),
};

/** The sessions of the person, as a query. */
export const sessionsQuery = {
  queryKey: ["account", "sessions"],
  queryFn: () => accountRequest("/list-sessions") as Promise<SessionList>,
};
