import { requireFresh } from "@scrip/accounts/fresh";
import { requestOf } from "./request.ts";
import { middleware } from "./trpc.ts";

/**
 * Requires that a person who is signed in showed the password or the second factor a short time ago. It belongs before
 * every act that cannot be undone or that gives power to another person.
 * @throws RefusedError `sign_in_again`
 * @source docs/rules.md#sensitive-acts
 */
export const freshSignIn = middleware(async ({ ctx, next }) => {
  const member = await requestOf(ctx).member();
  if (member !== null) requireFresh(member.session, Date.now());
  return next();
});
