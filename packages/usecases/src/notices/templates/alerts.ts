import type { AlertKind } from "@scrip/contract/notices/alert-mails";
import { eventLine, eventPage } from "@scrip/contract/notices/event-words";
import { type EventContent, type EventData, eventSpec } from "@scrip/contract/notices/events";
import { formatUsd } from "@scrip/domain/money";
import { type Line, line } from "./line.ts";
import { instantText, type MailFact, type Template } from "./template.ts";

interface AlertText {
  readonly lines: readonly Line[];
  readonly facts: readonly MailFact[];
}

type Alert<Kind extends AlertKind> = (data: EventData<Kind>, organization: string) => AlertText;

/** Writes the mail about an alert: its line with figures as the subject, what follows from it, and the page to act on. */
export const alert: Template<"alert"> = ({ event, organization, url }) => {
  const { lines, facts } = alertText(event, organization);
  return {
    subject: `${eventLine(event, dayText)} · ${organization}`,
    tone: eventSpec(event.kind).severity,
    lines,
    facts,
    ...(url !== null && { action: { label: eventPage(event).label, url } }),
    notes: [line`You get this message as a member of the organization ${organization}.`],
  };
};

function alertText<Kind extends AlertKind>({ kind, data }: EventContent<Kind>, organization: string): AlertText {
  return (ALERTS[kind] as unknown as Alert<Kind>)(data as EventData<Kind>, organization);
}

const ALERTS: { readonly [Kind in AlertKind]: Alert<Kind> } = {
  "balance.low": ({ available, threshold }, organization) => ({
    lines: [
      line`The available credit of the organization ${organization} fell below ${usd(threshold)}.`,
      line`When no credit is left, new jobs are refused and running jobs are asked to pause.`,
    ],
    facts: [fact("Available", usd(available)), fact("Alert below", usd(threshold))],
  }),
  "balance.exhausted": ({ available, owed }, organization) => ({
    lines: [
      line`The organization ${organization} has used up its credit.`,
      line`New jobs are refused, and running jobs are asked to pause, until there is credit again.`,
      ...(owed === "0" ? [] : [line`Credit that is added pays what is owed first.`]),
    ],
    facts: [fact("Available", usd(available)), ...(owed === "0" ? [] : [fact("Owed", usd(owed))])],
  }),
  "balance.restored": ({ available }, organization) => ({
    lines: [
      line`The organization ${organization} has credit again. New jobs can start, and paused jobs can be resumed.`,
    ],
    facts: [fact("Available", usd(available))],
  }),
  "runway.short": ({ endsAt, hours, available, perHour }, organization) => ({
    lines: [
      line`At the present rate, the credit of the organization ${organization} runs out in less than ${hoursText(hours)}.`,
      line`Running jobs are asked to pause when it does.`,
    ],
    facts: [
      fact("Runs out", instantText(endsAt)),
      fact("Available", usd(available)),
      fact("Used per hour", usd(perHour)),
    ],
  }),
  "budget.reached": (budget, organization) => ({
    lines: [
      line`A budget of the organization ${organization} ${budget.level === 100 ? "is full" : `is used to ${budget.level} %`}.`,
      budget.level === 100
        ? line`A budget that refuses lets no further use through until its window ends or its cap is raised.`
        : line`Use goes on until the budget is full.`,
    ],
    facts: [
      fact("Budget of", subjectOf(budget, organization)),
      fact("Used", usd(budget.used)),
      fact("Cap", `${usd(budget.cap)}${PERIODS[budget.period]}`),
    ],
  }),
  "credit.expiring": ({ amount, expiresAt }, organization) => ({
    lines: [
      line`Credit of the organization ${organization} is about to expire. What is not used until then is lost.`,
      line`Usage takes the credit that expires first.`,
    ],
    facts: [fact("Expires", instantText(expiresAt)), fact("Not used yet", usd(amount))],
  }),
  "job.should_pause": ({ job, resource, reason, missing }, organization) => ({
    lines: [
      reason === "budget_exceeded"
        ? line`A budget has no room for the next part of the job ${job} of the organization ${organization}.`
        : line`The organization ${organization} has no credit for the next part of its job ${job}.`,
      line`The service that runs the job was asked to pause it. A paused job can be resumed.`,
    ],
    facts: [fact("Job", job), fact("Resource", resource), ...(missing === "0" ? [] : [fact("Missing", usd(missing))])],
  }),
  "endpoint.should_stop": ({ endpoint, resource, missing }, organization) => ({
    lines: [
      line`The organization ${organization} has no credit to go on with its endpoint ${endpoint}.`,
      line`The service that runs the endpoint was asked to stop it. It can start again when there is credit.`,
    ],
    facts: [fact("Endpoint", endpoint), fact("Resource", resource), fact("Missing", usd(missing))],
  }),
  "sso.certificate_expiring": ({ domain, expiresAt }, organization) => ({
    lines: [
      line`The certificate of the identity provider of the organization ${organization} is about to expire.`,
      line`After that nobody with an address at ${domain} can sign in by it. Set the provider's new certificate before.`,
    ],
    facts: [fact("Domain", domain), fact("Expires", instantText(expiresAt))],
  }),
  "webhook.disabled": ({ url, reason, failingSince }, organization) => ({
    lines: [
      line`A webhook of the organization ${organization} was switched off: ${reason === "gone" ? "its receiver answered 410 Gone" : "no event could be delivered for three days"}.`,
      line`It gets no events. Switch it on again when its receiver works, then send again what it missed.`,
    ],
    facts: [fact("Address", url), fact("Failing since", instantText(failingSince))],
  }),
};

const PERIODS = { day: " a day", month: " a month", all: "" } as const;

function subjectOf({ scope, subject }: EventData<"budget.reached">, organization: string): string {
  if (scope === "organization") return organization;
  return `${scope === "key" ? "service key" : scope} ${subject}`;
}

function fact(label: string, value: string): MailFact {
  return { label, value: line`${value}` };
}

const usd = (micros: string): string => formatUsd(BigInt(micros));
const hoursText = (hours: number): string => (hours === 1 ? "an hour" : `${hours} hours`);

/** A day for a reader in any time zone, such as `1 March 2026`. */
const dayText = (iso: string): string => instantText(iso).split(",")[0] ?? iso;
