import type { Role } from "@scrip/domain/access";
import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { Dialog } from "../../components/ui/dialog.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Select } from "../../components/ui/select.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { toast } from "../../components/ui/toast.ts";
import { useOrg } from "../../data/org.ts";
import { trpcClient } from "../../data/trpc.ts";
import { ROLE_TITLES } from "../../words/role-words.ts";
import { rolesToGive } from "./actions-of.ts";
import { seatWords } from "./seat-words.ts";
import { type Members, useMembersChanged } from "./use-members.ts";

interface InviteDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The role of the member who invites. */
  readonly own: Role | undefined;
  readonly seats: Members["seats"] | undefined;
}

/** The form that invites a person by e-mail. */
export function InviteDialog({ isOpen, onClose, own, seats }: InviteDialogProps) {
  const { id: org, name } = useOrg();
  const changed = useMembersChanged();
  const { form, input, errors, clear } = useForm({
    initial: { email: "", role: "member" as string },
    check: ({ email }) => ({ email: /^\S+@\S+$/.test(email.trim()) ? undefined : "Enter an e-mail address." }),
    send: ({ email, role }) => trpcClient.members.invite.mutate({ org, email: email.trim(), role: role as Role }),
    onDone: async ({ email }) => {
      toast({ title: `The invitation to ${email} was sent`, tone: "good" });
      clear();
      onClose();
      await changed();
    },
  });
  const roles = own === undefined ? [] : rolesToGive(own);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={`Invite somebody to ${name}`}
      description={`The link is valid for 14 days and works for this address only.${seats === undefined ? "" : ` ${seatWords(seats)}.`}`}
    >
      <Form {...form} label="Invitation" submit="Send invitation">
        <Field label="E-mail" error={errors.email} hasRoom>
          <TextInput {...input("email")} type="email" autoComplete="off" />
        </Field>
        <Field label="Role" hint={ROLE_HINTS[input("role").value as Role]} hasRoom>
          <Select
            value={input("role").value}
            onChange={input("role").onChange}
            options={roles.map((role) => ({ value: role as string, label: ROLE_TITLES[role] }))}
          />
        </Field>
      </Form>
    </Dialog>
  );
}

const ROLE_HINTS: Record<Role, string> = {
  owner: "May do everything.",
  admin: "Manages members and service keys, and reads the audit log.",
  billing: "Sees balance and usage, and takes care of payments.",
  member: "Sees balance, jobs and usage.",
  viewer: "Sees balance, jobs and usage.",
};
