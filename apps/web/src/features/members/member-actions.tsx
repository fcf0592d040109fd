import type { Role } from "@scrip/domain/access";
import { useMutation } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "../../components/confirm/confirm-dialog.tsx";
import { IconButton } from "../../components/ui/button.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import { toast } from "../../components/ui/toast.ts";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import { refreshSession } from "../../data/session.ts";
import { useTRPC } from "../../data/trpc.ts";
import { ROLE_TITLES } from "../../words/role-words.ts";
import { actionsOf } from "./actions-of.ts";
import { type Member, useMembersChanged } from "./use-members.ts";

type Question = "transfer" | "remove" | "leave";

/** The menu of a member, with the questions before what cannot be undone by one press. */
export function MemberActions({ member, own }: { readonly member: Member; readonly own: Role }) {
  const { person, name } = member;
  const { id: org, name: organization } = useOrg();
  const [question, setQuestion] = useState<Question | null>(null);
  const acts = useActs(member);
  const { roles, canTransfer, canRemove, canLeave } = actionsOf(own, member);
  const ask = (key: Question, label: string) => ({
    key,
    label,
    ...(key !== "transfer" && { tone: "bad" as const }),
    onSelect: () => setQuestion(key),
  });
  const sections = [
    {
      key: "roles",
      label: "Change the role to",
      items: roles.map((role) => ({
        key: role,
        label: ROLE_TITLES[role],
        onSelect: () => acts.setRole.mutate({ org, person, role }),
      })),
    },
    {
      key: "acts",
      items: [
        ...(canTransfer ? [ask("transfer", "Make owner")] : []),
        ...(canRemove ? [ask("remove", "Remove")] : []),
        ...(canLeave ? [ask("leave", "Leave the organization")] : []),
      ],
    },
  ].filter(({ items }) => items.length > 0);
  if (sections.length === 0) return null;
  const close = () => setQuestion(null);
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={`Actions for ${name}`} />} sections={sections} align="end" />
      <ConfirmDialog
        isOpen={question === "transfer"}
        onClose={close}
        title={`Make ${name} the owner?`}
        act="Make owner"
        run={() => acts.transfer.mutateAsync({ org, to: person })}
      >
        An organization has exactly one owner. {name} becomes the owner of {organization}, and you become an admin: you
        can then neither close the organization nor transfer it.
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={question === "remove"}
        onClose={close}
        title={`Remove ${name}?`}
        act="Remove"
        isDangerous
        run={() => acts.remove.mutateAsync({ org, person })}
      >
        {name} loses access to {organization} at once, in every open page too. The seat becomes free. What they did
        stays in the ledger and in the audit log.
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={question === "leave"}
        onClose={close}
        title={`Leave ${organization}?`}
        act="Leave"
        isDangerous
        run={() => acts.leave.mutateAsync({ org })}
      >
        You lose access at once. To come back you need a new invitation.
      </ConfirmDialog>
    </>
  );
}

function useActs({ name }: Member) {
  const api = useTRPC();
  const { name: organization } = useOrg();
  const onSettled = useMembersChanged();
  const navigate = useNavigate();
  const router = useRouter();
  const done = (title: string) => ({ onSettled, onSuccess: () => toast({ title, tone: "good" }) });
  return {
    setRole: useMutation(
      api.members.setRole.mutationOptions({
        onSettled,
        onSuccess: (_done, { role }) =>
          toast({ title: `${name} is now ${ROLE_TITLES[role].toLowerCase()}`, tone: "good" }),
        onError: (error) =>
          toast({ title: "The role was not changed", description: problemOf(error).message, tone: "bad" }),
      }),
    ),
    transfer: useMutation(
      api.organizations.transfer.mutationOptions({
        onSettled,
        onSuccess: async () => {
          toast({ title: `${name} is the owner now`, tone: "good" });
          await refreshSession(() => router.invalidate());
        },
      }),
    ),
    remove: useMutation(api.members.remove.mutationOptions(done(`${name} was removed`))),
    leave: useMutation(
      api.members.leave.mutationOptions({
        onSuccess: async () => {
          await refreshSession(() => navigate({ to: "/" }));
          toast({ title: `You have left ${organization}` });
        },
      }),
    ),
  };
}
