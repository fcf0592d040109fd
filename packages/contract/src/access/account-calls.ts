import { normalEmail } from "@scrip/domain/access";
import { z } from "zod";
import { startSsoInput } from "../sso.ts";
import { plainText } from "../wire/text.ts";

const email = z
  .string()
  .transform(normalEmail)
  .pipe(z.email("must be an e-mail address").max(254, "must be at most 254 characters"))
  .meta({ description: "An e-mail address." });

/** A password that is being shown: an old one may be shorter than today's rule. */
const shownPassword = z.string().min(1, "must not be empty").max(128).meta({ description: "The password." });

export const SHORTEST_PASSWORD = 12;

/** A password that is being chosen. */
export const newPassword = z
  .string()
  .min(SHORTEST_PASSWORD, `must have at least ${SHORTEST_PASSWORD} characters`)
  .max(128, "must have at most 128 characters")
  .meta({ description: "The new password." });

const personName = plainText(80).meta({ description: "The name of the person." });
const linkToken = z.string().min(1).max(2000).meta({ description: "The token in the link of a mail." });
const code = z
  .string()
  .regex(/^\d{6}$/, "must be six digits")
  .meta({ description: "The present code of the authenticator app." });

const nothing = z.strictObject({}).meta({ description: "Nothing." });

/**
 * The calls about accounts that pages make, by their path under `/api/auth`, with the schemas of their bodies. Each is a
 * POST. There are no other ones.
 * @source docs/accounts.md#calls
 */
export const ACCOUNT_CALLS = {
  "/sign-up/email": z.strictObject({ name: personName, email, password: newPassword }),
  "/send-verification-email": z.strictObject({ email }),
  "/verify-email": z.strictObject({ token: linkToken, password: shownPassword }),
  "/sign-in/email": z.strictObject({ email, password: shownPassword }),
  "/sign-in/social": z.strictObject({
    provider: z.enum(["google", "github"]),
    to: z
      .string()
      .max(500)
      .regex(/^\/(?![/\\])[^\s\\]*$/, "must be a path of this server")
      .optional(),
  }),
  "/sign-in/sso": startSsoInput,
  "/sign-out": nothing,
  "/confirm": z.strictObject({ password: shownPassword, code: code.optional() }),
  "/two-factor/enable": z.strictObject({ password: shownPassword }),
  "/two-factor/verify-totp": z.strictObject({ code }),
  "/two-factor/verify-backup-code": z.strictObject({ code: z.string().min(1).max(40) }),
  "/two-factor/disable": z.strictObject({ password: shownPassword }),
  "/two-factor/generate-backup-codes": z.strictObject({ password: shownPassword }),
  "/request-password-reset": z.strictObject({ email }),
  "/reset-password": z.strictObject({ token: linkToken, newPassword }),
  "/change-password": z.strictObject({ currentPassword: shownPassword, newPassword }),
  "/change-email": z.strictObject({ newEmail: email }),
  "/change-email/verify": z.strictObject({ token: linkToken }),
  "/update-user": z.strictObject({ name: personName }),
  "/revoke-session": z.strictObject({ id: z.uuid() }),
  "/revoke-other-sessions": nothing,
} as const satisfies Readonly<Record<string, z.ZodType>>;

export type AccountPath = keyof typeof ACCOUNT_CALLS;

/** The body of a call. */
export type AccountInput<Path extends AccountPath> = z.output<(typeof ACCOUNT_CALLS)[Path]>;

/** The answer of a step of signing in: the person is in, or shows the second factor next. */
export interface SignInAnswer {
  readonly next: "signed_in" | "two_factor";
}

/** The answers of the calls that have one. The others answer `{}`. */
export interface AccountAnswers {
  readonly "/verify-email": SignInAnswer;
  readonly "/sign-in/email": SignInAnswer;
  readonly "/sign-in/social": { readonly url: string };
  readonly "/sign-in/sso": { readonly url: string };
  readonly "/two-factor/enable": { readonly totpUri: string; readonly backupCodes: readonly string[] };
  readonly "/two-factor/verify-totp": SignInAnswer;
  readonly "/two-factor/verify-backup-code": SignInAnswer;
  readonly "/two-factor/generate-backup-codes": { readonly backupCodes: readonly string[] };
}

/** What a call answers. */
export type AccountAnswer<Path extends AccountPath> = Path extends keyof AccountAnswers
  ? AccountAnswers[Path]
  : Readonly<Record<string, never>>;

/** A session in the list that `GET /api/auth/list-sessions` answers. */
export interface SessionInList {
  readonly id: string;
  /** Instants in ISO form. */
  readonly createdAt: string;
  readonly seenAt: string;
  readonly expiresAt: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** Whether it is the session that asks. */
  readonly isThis: boolean;
}

/** The answer of `GET /api/auth/list-sessions`. */
export interface SessionList {
  readonly sessions: readonly SessionInList[];
}
