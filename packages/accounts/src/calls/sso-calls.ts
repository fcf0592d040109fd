import { ssoOfOrganization, ssoProviderId } from "@scrip/db/access";
import { refused } from "@scrip/usecases/refused";
import type { Call, CallHandlers } from "../call.ts";
import { limitOf } from "../limits.ts";
import type { SsoRules } from "../sso/sso-rules.ts";

export const ssoCalls: CallHandlers<"/sign-in/sso"> = {
  // Until the set-up was tested, only its owner and administrators can begin a sign-in, while they are signed in. What
  // went wrong is for them to mend, so they come back to the page on which they began, also later.
  "/sign-in/sso": async (call, { org, to, email }) => {
    await call.limit(limitOf("sign-in from address", call.network));
    const sso = await ssoOfOrganization(call.platform, org);
    if (sso === null || call.sso === null || !(await call.sso.rules.isAllowed(org))) throw notReady("provider");
    const isTest = await isManager(call, call.sso.rules, org);
    if (!sso.isActive && !isTest) throw notReady("test");
    const { url } = await call.ask<{ url: string }>("/sign-in/sso", {
      providerId: ssoProviderId(org),
      callbackURL: to,
      errorCallbackURL: isTest ? `${to.split("?", 1)[0]}?problem=sso` : "/sign-in?problem=sso",
      ...(email !== undefined && { loginHint: email }),
    });
    return { url };
  },
};

async function isManager(call: Call, rules: SsoRules, orgId: string): Promise<boolean> {
  const session = await call.session();
  const role = session === null ? null : await rules.roleOf(orgId, session.personId);
  return role === "owner" || role === "admin";
}

function notReady(missing: string) {
  return refused("sso_not_ready", "The organization has no single sign-on that works yet.", { step: missing });
}
