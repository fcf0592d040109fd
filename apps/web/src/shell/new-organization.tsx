import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { Form } from "../components/form/form.tsx";
import { useForm } from "../components/form/use-form.ts";
import { Button } from "../components/ui/button.tsx";
import { Dialog } from "../components/ui/dialog.tsx";
import { Field } from "../components/ui/field.tsx";
import { TextInput } from "../components/ui/text-input.tsx";
import { toast } from "../components/ui/toast.ts";
import { refreshSession } from "../data/session.ts";
import { trpcClient } from "../data/trpc.ts";

interface NewOrganizationProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** A dialog that makes an organization, whose owner the person is, and opens it. */
export function NewOrganization({ isOpen, onClose }: NewOrganizationProps) {
  return (
    <Dialog
      title="New organization"
      description="It has credit, members and service keys of its own. You are its owner."
      isOpen={isOpen}
      onClose={onClose}
    >
      <NameForm onClose={onClose} />
    </Dialog>
  );
}

function NameForm({ onClose }: { readonly onClose: () => void }) {
  const router = useRouter();
  // The same key for every try of this dialog: a second press makes no second organization.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { form, input, errors } = useForm({
    initial: { name: "" },
    check: ({ name }) => ({ name: name.trim() === "" ? "Enter a name." : undefined }),
    send: ({ name }) => trpcClient.organizations.createOwn.mutate({ name: name.trim(), idempotencyKey }),
    onDone: async ({ org, name }) => {
      onClose();
      await refreshSession(() => router.invalidate());
      await router.navigate({ to: "/o/$org", params: { org } });
      toast({ title: `${name} is ready`, tone: "good" });
    },
  });
  return (
    <Form {...form} label="New organization" submit="Create" beside={<Button onClick={onClose}>Cancel</Button>}>
      <Field label="Name" error={errors.name} hasRoom>
        <TextInput {...input("name")} autoComplete="organization" maxLength={200} />
      </Field>
    </Form>
  );
}
