import { doneAnswer } from "@scrip/contract/access/members";
import {
  closeOrganizationInput,
  createOrganizationInput,
  createOwnInput,
  organizationAnswer,
  organizationDetailsAnswer,
  ownOrganizationAnswer,
  planAnswer,
  renamedAnswer,
  renameOrganizationInput,
  setPlanInput,
  transferInput,
} from "@scrip/contract/organizations";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { closeOrganization } from "@scrip/usecases/organizations/close-organization";
import { createOrganization } from "@scrip/usecases/organizations/create-organization";
import { createOwn } from "@scrip/usecases/organizations/create-own";
import { getOrganizationDetails } from "@scrip/usecases/organizations/get-organization";
import { renameOrganization } from "@scrip/usecases/organizations/rename-organization";
import { setPlan } from "@scrip/usecases/organizations/set-plan";
import { transferOrganization } from "@scrip/usecases/organizations/transfer-organization";
import { refused } from "@scrip/usecases/refused";
import { freshSignIn } from "../trpc/fresh.ts";
import { orgProcedure, personProcedure, platformProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";
import { router } from "../trpc/trpc.ts";

export const organizationsRouter = router({
  /**
   * Creates an organization under the owner of the platform key, and invites its owner. The key must reach it, and so all
   * organizations.
   */
  create: platformProcedure("organizations:write")
    .input(createOrganizationInput)
    .output(organizationAnswer)
    .mutation(async ({ ctx, input }) => {
      if (ctx.orgIds !== null)
        throw refused("forbidden", "A key that is limited to some organizations cannot create another one.");
      const request = requestOf(ctx);
      const origin = input.ownerEmail === undefined ? null : request.linkOrigin();
      const acting = { actor: { type: "service_key", id: ctx.keyId }, from: request.from } as const;
      const by = { owner: ctx.owner, acting, origin };
      const { orgId, clockAt, ...organization } = await createOrganization(ctx.deps, by, input);
      return { ...organization, org: orgId, testClock: clockAt };
    }),

  /** Creates an organization of the person who is signed in. */
  createOwn: personProcedure()
    .input(createOwnInput)
    .output(ownOrganizationAnswer)
    .mutation(async ({ ctx, input }) => {
      const { orgId, name } = await createOwn(ctx.deps, { personId: ctx.person.id, from: ctx.from }, input);
      return { org: orgId, name };
    }),

  /** An organization for its settings: its name and plan, and what blocks its closing. */
  get: orgProcedure("members:read", "page")
    .input(organizationInput)
    .output(organizationDetailsAnswer)
    .query(async ({ ctx }) => {
      const { orgId, ...details } = await getOrganizationDetails(ctx.deps, ctx.caller.orgId);
      return { org: orgId, ...details };
    }),

  /** Renames an organization. */
  rename: orgProcedure("organization:rename")
    .input(renameOrganizationInput)
    .output(renamedAnswer)
    .mutation(({ ctx, input }) => renameOrganization(ctx.deps, ctx.caller, input)),

  /** Makes another member the owner. The owner before becomes an admin. */
  transfer: orgProcedure("organization:transfer")
    .use(freshSignIn)
    .input(transferInput)
    .output(doneAnswer)
    .mutation(async ({ ctx, input }) => {
      await transferOrganization(ctx.deps, ctx.caller, input);
      return {};
    }),

  /** Closes an organization that owes nothing and runs nothing. */
  close: orgProcedure("organization:close")
    .use(freshSignIn)
    .input(closeOrganizationInput)
    .output(doneAnswer)
    .mutation(async ({ ctx, input }) => {
      await closeOrganization(ctx.deps, ctx.caller, input);
      return {};
    }),

  /** Sets the plan of an organization. A plan with fewer seats removes nobody. */
  setPlan: orgProcedure("plans:write")
    .input(setPlanInput)
    .output(planAnswer)
    .mutation(({ ctx, input }) => setPlan(ctx.deps, ctx.caller, input)),
});
