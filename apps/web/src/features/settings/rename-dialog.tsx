import { useRouter } from "@tanstack/react-router";
import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { Dialog } from "../../components/ui/dialog.tsx";
import { Field } from "../../components/ui/field.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { toast } from "../../components/ui/toast.ts";
import { useOrg } from "../../data/org.ts";
import { refreshSession } from "../../data/session.ts";
import { trpcClient } from "../../data/trpc.ts";

interface RenameDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The form that renames the organization. */
export function RenameDialog({ isOpen, onClose }: RenameDialogProps) {
  const { id: org, name } = useOrg();
  const router = useRouter();
  const { form, input, errors } = useForm({
    initial: { name },
    check: (values) => ({ name: values.name.trim() === "" ? "Enter a name." : undefined }),
    send: (values) => trpcClient.organizations.rename.mutate({ org, name: values.name.trim() }),
    onDone: async (answer) => {
      await refreshSession(() => router.invalidate());
      toast({ title: `The organization is now ${answer.name}`, tone: "good" });
      onClose();
    },
  });
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Rename the organization">
      <Form {...form} label="Name of the organization" submit="Rename">
        <Field label="Name" error={errors.name} hasRoom>
          <TextInput {...input("name")} autoComplete="off" />
        </Field>
      </Form>
    </Dialog>
  );
}
