import type { SsoRules } from "@scrip/accounts/sso/sso-rules";
import { roleOf } from "@scrip/db/access";
import { isOperator } from "@scrip/db/operators";
import type { Deps } from "@scrip/usecases/deps";
import { arriveBySso } from "@scrip/usecases/sso/arrive-by-sso";
import { isSsoAllowed } from "@scrip/usecases/sso/find-sso";

/**
 * What single sign-on needs to know of organizations, from the use cases.
 * @param now milliseconds since 1970
 */
export function ssoRules(deps: Pick<Deps, "homes" | "books">, now: () => number): SsoRules {
  const { organizations } = deps.homes;
  return {
    isAllowed: (orgId) => isSsoAllowed(deps, orgId),
    roleOf: (orgId, personId) => roleOf(organizations, orgId, personId),
    isOperator: (personId) => isOperator(deps.homes.platform, personId),
    arrived: (arrival) => arriveBySso(deps, arrival, now()),
  };
}
