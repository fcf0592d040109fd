export type * from "./answers.ts";
export type {
  AccessDeniedCode,
  BadInputCode,
  RefusedCode,
  UnavailableCode,
  UnexpectedCode,
} from "./codes.ts";
export { createClient, type OrganizationClient, type ScripClient } from "./create-client.ts";
export { AccessDenied, BadInput, type ErrorCode, Refused, ScripError, Unavailable } from "./errors.ts";
export type { Given } from "./given.ts";
export { isRefusal } from "./is-refusal.ts";
export type { CallOptions, ClientOptions, FetchLike } from "./options.ts";
export type { RefusalDetails } from "./refusal-details.ts";
export type { Retry } from "./retry.ts";
export type {
  CheckEntitlement,
  CheckedEntitlement,
  ContractCredit,
  CreateCharge,
  CreateContract,
  EstimateJob,
  ScaleEndpoint,
  SetStorage,
  SettleHold,
  StartEndpoint,
  StartJob,
  UseEntitlement,
  WhatIfJob,
} from "./work.ts";
