import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useOrg } from "../../data/org.ts";
import { type Answers, trpc, useTRPC } from "../../data/trpc.ts";

export type Members = Answers["members"]["list"];
export type Member = Members["members"][number];
export type Invitation = Members["invitations"][number];

/** The members of the organization, its invitations and its seats. */
export function useMembers() {
  const { id: org } = useOrg();
  return useQuery(useTRPC().members.list.queryOptions({ org }));
}

/** Options of a mutation that changes members: after it the list is read again. */
export function useMembersChanged() {
  const queryClient = useQueryClient();
  const { id: org } = useOrg();
  return () => queryClient.invalidateQueries({ queryKey: trpc.members.list.queryOptions({ org }).queryKey });
}

/** Withdraws an invitation, or sends it again. */
export function useInvitationActions() {
  const api = useTRPC();
  const onSettled = useMembersChanged();
  return {
    sendAgain: useMutation(api.invitations.sendAgain.mutationOptions({ onSettled })),
    revoke: useMutation(api.invitations.revoke.mutationOptions({ onSettled })),
  };
}
