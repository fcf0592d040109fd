import type { RefusalPart } from "../refusal/part.ts";

/** Refusals about single sign-on. */
export const SSO_REFUSALS = {
  domain_refused: {
    kind: "unprocessable",
    meaning: "The domain cannot be proved: it is no domain of its own, or a provider gives its addresses to everybody.",
    data: { domain: "text" },
  },
  domain_taken: {
    kind: "conflict",
    meaning: "Another organization has proved the domain.",
    data: { domain: "text" },
  },
  domain_not_found: {
    kind: "missing",
    meaning: "The organization has no such domain.",
    data: { domain: "text" },
  },
  too_many_domains: {
    kind: "unprocessable",
    meaning: "The organization has as many domains as it may have.",
    data: {},
  },
  identity_provider_refused: {
    kind: "unprocessable",
    meaning: "The description of the identity provider is wrong or unsafe, or the provider does not answer.",
    data: { problem: "text" },
  },
  sso_not_ready: {
    kind: "conflict",
    meaning: "Single sign-on lacks a step that must come first: a provider, a proved domain, or a successful test.",
    data: { step: "text" },
  },
  owner_needs_second_factor: {
    kind: "conflict",
    meaning: "Before single sign-on can be forced, the owner turns on two-factor sign-in: it is the way back in.",
    data: {},
  },
  sso_required: {
    kind: "forbidden",
    meaning: "Persons with addresses of this domain sign in by their organization's single sign-on only.",
    data: {},
  },
} as const satisfies RefusalPart;
