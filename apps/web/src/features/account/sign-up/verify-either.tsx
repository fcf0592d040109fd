import { useSearch } from "@tanstack/react-router";
import { VerifyNewEmailPage } from "./verify-new-email-page.tsx";
import { VerifyPage } from "./verify-page.tsx";

/** Both kinds of mail that confirm an address lead here. */
export function VerifyEither() {
  const { change } = useSearch({ from: "/verify-email" });
  return change === "1" ? <VerifyNewEmailPage /> : <VerifyPage />;
}
