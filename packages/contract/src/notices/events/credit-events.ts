import { z } from "zod";
import { event, idOf, instant, micros } from "./event.ts";
import { text } from "./values.ts";

const AT = "2026-03-01T12:00:00.000Z";
const ID = "01985c2e-7f3a-7c1d-8f00-2a6f0c1b9d10";
const READ = "ledger:read" as const;

/**
 * Events about credit and running work.
 * @source docs/rules.md#alerts
 */
export const CREDIT_EVENTS = {
  "balance.low": event({
    meaning: "The available credit fell below the threshold of the organization.",
    data: z.strictObject({ available: micros, threshold: micros }),
    permission: READ,
    severity: "warning",
    email: true,
    example: { available: "9870000", threshold: "10000000" },
  }),
  "balance.exhausted": event({
    meaning: "No credit is available any more, or the organization owes.",
    data: z.strictObject({ available: micros, owed: micros }),
    permission: READ,
    severity: "urgent",
    email: true,
    example: { available: "0", owed: "1250000" },
  }),
  "balance.restored": event({
    meaning: "Credit is available again after it was exhausted.",
    data: z.strictObject({ available: micros }),
    permission: READ,
    severity: "info",
    email: true,
    example: { available: "25000000" },
  }),
  "runway.short": event({
    meaning: "At the present rate the credit ends within the hours that the organization set.",
    data: z.strictObject({ endsAt: instant, hours: z.int().min(1), available: micros, perHour: micros }),
    permission: READ,
    severity: "warning",
    email: true,
    example: { endsAt: AT, hours: 24, available: "41300000", perHour: "3990000" },
  }),
  "budget.reached": event({
    meaning: "The use of a budget reached 50, 80 or 100 % of its cap.",
    data: z.strictObject({
      scope: z.enum(["key", "member", "project", "organization"]),
      /** The id of the service key or of the organization, or the label of the member or of the project. */
      subject: text,
      period: z.enum(["day", "month", "all"]),
      /** The start of the window. */
      from: instant,
      level: z.union([z.literal(50), z.literal(80), z.literal(100)]),
      cap: micros,
      used: micros,
    }),
    permission: READ,
    severity: "warning",
    email: true,
    example: {
      scope: "project",
      subject: "training",
      period: "month",
      from: "2026-03-01T00:00:00.000Z",
      level: 80,
      cap: "200000000",
      used: "160500000",
    },
  }),
  "credit.expiring": event({
    meaning: "Credit expires, unused so far, within the days that the organization set.",
    data: z.strictObject({ amount: micros, expiresAt: instant, grant: idOf("grant") }),
    permission: READ,
    severity: "warning",
    email: true,
    example: { amount: "12500000", expiresAt: AT, grant: `grant_${ID}` },
  }),
  "job.should_pause": event({
    meaning: "A job has no credit for its next part, so its service was answered to pause it.",
    data: z.strictObject({ id: idOf("job"), job: text, resource: text, reason: text, missing: micros }),
    permission: READ,
    severity: "urgent",
    email: true,
    example: {
      id: `job_${ID}`,
      job: "run-481",
      resource: "gpu.h100-80gb",
      reason: "insufficient_credit",
      missing: "3990000",
    },
  }),
  "endpoint.should_stop": event({
    meaning: "An endpoint is beyond the overdraft limit, so its service was answered to stop it.",
    data: z.strictObject({ id: idOf("endpoint"), endpoint: text, resource: text, reason: text, missing: micros }),
    permission: READ,
    severity: "urgent",
    email: true,
    example: {
      id: `endpoint_${ID}`,
      endpoint: "chat-eu",
      resource: "endpoint.cpu-8",
      reason: "overdraft_limit",
      missing: "100320000",
    },
  }),
  "sso.certificate_expiring": event({
    meaning: "The certificate of the identity provider expires within 30 days; then nobody signs in by it.",
    data: z.strictObject({ domain: text, expiresAt: instant }),
    permission: "sso:write",
    severity: "warning",
    email: true,
    example: { domain: "example.com", expiresAt: AT },
  }),
  test: event({
    meaning: "A member sent a test.",
    data: z.strictObject({ message: text }),
    permission: READ,
    severity: "info",
    email: false,
    example: { message: "This is a test." },
  }),
} as const;
