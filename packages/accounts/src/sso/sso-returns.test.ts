import { expect, it } from "vitest";
import { landingOf } from "./sso-returns.ts";

const ORIGIN = "https://credits.example.com";

it.each([
  ["/o/org_1/overview?x=1", null, "/o/org_1/overview?x=1", null],
  [`${ORIGIN}/o/org_1`, null, "/o/org_1", null],
  [
    "/sign-in?problem=sso&error=outside_domains&error_description=%3Cb%3E",
    null,
    "/sign-in?problem=sso&code=outside_domains",
    "outside_domains",
  ],
  [
    "/o/org_1/settings/sso?problem=sso&error=access_denied",
    null,
    "/o/org_1/settings/sso?problem=sso&code=access_denied",
    "access_denied",
  ],
  [`${ORIGIN}/api/auth/error?error=invalid_state`, null, "/sign-in?problem=sso&code=invalid_state", "invalid_state"],
  ["/sign-in?problem=sso&error=a+text+of+the+provider", null, "/sign-in?problem=sso&code=failed", "failed"],
  ["https://evil.example.com/?error=x", null, "/sign-in?problem=sso&code=x", "x"],
  ["https://evil.example.com/", null, "/sign-in?problem=sso&code=failed", "failed"],
  [null, "other_browser", "/sign-in?problem=sso&code=other_browser", "other_browser"],
  [null, null, "/sign-in?problem=sso&code=failed", "failed"],
])("from %s with the code %s a browser lands on %s", (location, code, landing, problem) => {
  expect(landingOf(location, code, ORIGIN)).toEqual({ location: landing, problem });
});
