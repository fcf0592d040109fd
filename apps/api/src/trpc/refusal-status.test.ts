import { HTTP_STATUS } from "@scrip/contract/errors";
import { REFUSALS } from "@scrip/domain/refusals";
import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { expect, it } from "vitest";
import { STATUS_OF_KIND } from "./refusal-status.ts";

it.each(Object.entries(REFUSALS))("answers %s with the status of its kind in the contract", (_code, { kind }) => {
  const status = getHTTPStatusCodeFromError(new TRPCError({ code: STATUS_OF_KIND[kind] }));
  expect(status).toBe(HTTP_STATUS[kind]);
});
