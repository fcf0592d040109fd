import type { z } from "zod";
import type { CREDIT_EVENTS } from "../events/credit-events.ts";
import { dollars, type EventWords, opens } from "./words.ts";

type Words = {
  readonly [Kind in keyof typeof CREDIT_EVENTS]: EventWords<z.infer<(typeof CREDIT_EVENTS)[Kind]["data"]>>;
};

type Budget = z.infer<(typeof CREDIT_EVENTS)["budget.reached"]["data"]>;

const addCredit = opens("credits", "Add credit");

/** The words of events about credit and running work. */
export const CREDIT_WORDS: Words = {
  "balance.low": {
    title: "Low balance",
    says: ({ available, threshold }) => `Balance below ${dollars(threshold)}: ${dollars(available)} left`,
    page: addCredit,
  },
  "balance.exhausted": {
    title: "Credit used up",
    says: ({ owed }) => (owed === "0" ? "Credit is used up" : `Credit is used up, and ${dollars(owed)} is owed`),
    page: addCredit,
  },
  "balance.restored": {
    title: "Credit available again",
    says: ({ available }) => `Credit is available again: ${dollars(available)}`,
    page: opens("credits", "Open credits"),
  },
  "runway.short": {
    title: "Credit runs out soon",
    says: ({ endsAt, available, perHour }, at) =>
      `Credit runs out on ${at(endsAt)}: ${dollars(available)} left at ${dollars(perHour)} an hour`,
    page: addCredit,
  },
  "budget.reached": {
    title: "Budget at 50, 80 or 100 %",
    says: (budget) =>
      `${BUDGETS[budget.period]} of ${subjectOf(budget)} ${budget.level === 100 ? "is full" : `at ${budget.level} %`}: ${dollars(budget.used)} of ${dollars(budget.cap)} used`,
    page: opens("settings/budgets", "Open budgets"),
  },
  "credit.expiring": {
    title: "Credit about to expire",
    says: ({ amount, expiresAt }, at) => `${dollars(amount)} of credit expires on ${at(expiresAt)}`,
    page: opens("credits", "Open credits"),
  },
  "job.should_pause": {
    title: "Job should pause",
    says: ({ job, reason, missing }) => `Job ${job} should pause${whyOf(reason, missing)}`,
    page: ({ job }) => ({ path: `jobs/${encodeURIComponent(job)}`, label: "Open the job" }),
  },
  "endpoint.should_stop": {
    title: "Endpoint should stop",
    says: ({ endpoint, missing }) => `Endpoint ${endpoint} should stop: ${dollars(missing)} is missing`,
    page: ({ endpoint }) => ({ path: `endpoints/${encodeURIComponent(endpoint)}`, label: "Open the endpoint" }),
  },
  "sso.certificate_expiring": {
    title: "Certificate of single sign-on about to expire",
    says: ({ domain, expiresAt }, at) => `The sign-in certificate of ${domain} expires on ${at(expiresAt)}`,
    page: opens("settings/sso", "Open single sign-on"),
  },
  test: {
    title: "Test",
    says: ({ message }) => `Test: ${message}`,
    page: opens("settings/alerts", "Open alerts"),
  },
};

const BUDGETS: Readonly<Record<Budget["period"], string>> = {
  day: "The budget of the day",
  month: "The budget of the month",
  all: "The budget",
};

function whyOf(reason: string, missing: string): string {
  if (reason === "budget_exceeded") return ": its budget is full";
  return missing === "0" ? "" : `: ${dollars(missing)} is missing`;
}

function subjectOf({ scope, subject }: Budget): string {
  switch (scope) {
    case "organization":
      return "the organization";
    case "project":
      return `project ${subject}`;
    case "member":
      return `member ${subject}`;
    case "key":
      return `the service key ${subject}`;
  }
}
