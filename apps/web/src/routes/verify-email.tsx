import { createFileRoute } from "@tanstack/react-router";
import { oneParam, tokenParam } from "../data/search.ts";
import { VerifyEither } from "../features/account/sign-up/verify-either.tsx";

export const Route = createFileRoute("/verify-email")({
  staticData: { title: "Confirm your e-mail" },
  validateSearch: (search: Record<string, unknown>) => ({
    token: tokenParam(search.token),
    /** The link confirms a new address of an account instead of a new account. */
    change: oneParam(search.change, ["1"]),
  }),
  component: VerifyEither,
});
