import { line } from "./line.ts";
import type { Template } from "./template.ts";

export const ssoBroken: Template<"sso_broken"> = ({ url, organization, domain, problem }) => ({
  subject: `Single sign-on of ${organization} does not work`,
  lines: [
    line`Members with an address at ${domain} cannot sign in through the identity provider of ${organization}.`,
    line`The problem: ${problem}`,
    line`As the owner, you can still sign in with your password and correct the set-up.`,
  ],
  action: { label: "Open the settings", url },
});
