import { ssoAddresses } from "@scrip/accounts/sso/sso-addresses";
import {
  findSsoInput,
  foundSsoAnswer,
  setOidcInput,
  setSamlInput,
  setSsoForcedInput,
  setSsoRoleInput,
  ssoAnswer,
  ssoCheckAnswer,
  ssoDomainInput,
  ssoDone,
} from "@scrip/contract/sso";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { addSsoDomain } from "@scrip/usecases/sso/add-domain";
import { checkSsoDomain } from "@scrip/usecases/sso/check-domain";
import { findSso } from "@scrip/usecases/sso/find-sso";
import { getSso } from "@scrip/usecases/sso/get-sso";
import { removeSsoDomain } from "@scrip/usecases/sso/remove-domain";
import { removeSso, setOidcProvider, setSamlProvider } from "@scrip/usecases/sso/set-provider";
import { setSsoForced, setSsoRole } from "@scrip/usecases/sso/set-rules";
import { orgProcedure, sessionProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";
import { router } from "../trpc/trpc.ts";

/** A change of single sign-on, by an owner or administrator. */
const ssoChange = orgProcedure("sso:write").use(({ ctx, next }) => {
  const { sso } = requestOf(ctx);
  return next({ ctx: { sso, deps: { ...ctx.deps, identity: sso.identity } } });
});

export const ssoRouter = router({
  /** Finds out how the person of an e-mail address signs in. It depends on the domain only. */
  find: sessionProcedure
    .input(findSsoInput)
    .output(foundSsoAnswer)
    .mutation(async ({ ctx, input }) => {
      const { orgId, isForced } = await findSso(requestOf(ctx).deps, input.email);
      return { org: orgId, isForced };
    }),

  /** The single sign-on of an organization, also on a plan without it. */
  get: orgProcedure("sso:write", "look")
    .input(organizationInput)
    .output(ssoAnswer)
    .query(async ({ ctx }) => {
      const { identity, origin } = requestOf(ctx).sso;
      const view = await getSso({ ...ctx.deps, identity }, ctx.caller.orgId);
      return { ...view, addresses: ssoAddresses(origin(), ctx.caller.orgId) };
    }),

  /** Asks for the proof of a domain. */
  addDomain: ssoChange
    .input(ssoDomainInput)
    .output(ssoDone)
    .mutation(async ({ ctx, input }) => {
      await addSsoDomain(ctx.deps, ctx.caller, input.domain, Date.now());
      return {};
    }),

  /** Looks up the DNS record of a domain. */
  checkDomain: ssoChange
    .input(ssoDomainInput)
    .output(ssoCheckAnswer)
    .mutation(async ({ ctx, input }) => ({
      outcome: await checkSsoDomain(ctx.deps, ctx.caller, input.domain, Date.now()),
    })),

  /** Removes a domain. Its persons sign in by other ways again. */
  removeDomain: ssoChange
    .input(ssoDomainInput)
    .output(ssoDone)
    .mutation(async ({ ctx, input }) => {
      await removeSsoDomain(ctx.deps, ctx.caller, input.domain);
      return {};
    }),

  /** Sets an OpenID Connect provider. It must be tested before it is used. */
  setOidc: ssoChange
    .input(setOidcInput)
    .output(ssoDone)
    .mutation(async ({ ctx, input }) => {
      await setOidcProvider(ctx.deps, ctx.caller, input);
      return {};
    }),

  /** Sets a SAML identity provider. It must be tested before it is used. */
  setSaml: ssoChange
    .input(setSamlInput)
    .output(ssoDone)
    .mutation(async ({ ctx, input }) => {
      const terms = { metadata: input.metadata, emailAttribute: input.emailAttribute ?? null };
      await setSamlProvider(ctx.deps, ctx.caller, terms, ctx.sso.origin());
      return {};
    }),

  /** Sets the role with which a person joins. */
  setDefaultRole: ssoChange
    .input(setSsoRoleInput)
    .output(ssoDone)
    .mutation(async ({ ctx, input }) => {
      await setSsoRole(ctx.deps, ctx.caller, input.role);
      return {};
    }),

  /** Makes single sign-on the only way to sign in, or allows the other ways again. */
  setForced: ssoChange
    .input(setSsoForcedInput)
    .output(ssoDone)
    .mutation(async ({ ctx, input }) => {
      await setSsoForced(ctx.deps, ctx.caller, input.isForced);
      return {};
    }),

  /** Removes the identity provider, with the links and sessions of its persons. */
  remove: ssoChange
    .input(organizationInput)
    .output(ssoDone)
    .mutation(async ({ ctx }) => {
      await removeSso(ctx.deps, ctx.caller);
      return {};
    }),
});
