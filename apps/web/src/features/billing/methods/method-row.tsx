import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { type PaymentMethod, showMethods } from "../../../data/methods.ts";
import { useOrg } from "../../../data/org.ts";
import { problemOf } from "../../../data/problem.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { expiryWords } from "./expiry-words.ts";

interface MethodRowProps {
  readonly method: PaymentMethod;
  readonly mayChange: boolean;
}

/** A payment method: what it is, when it expires, whether it is charged, and what can be done with it. */
export function MethodRow({ method, mayChange }: MethodRowProps) {
  const { name, isDefault, attention } = method;
  const expiry = expiryWords(method);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="truncate text-14 font-medium">{name}</span>
        {isDefault && <Badge tone="accent">Default</Badge>}
        {attention === "expired" && <Badge tone="bad">Expired</Badge>}
        {attention === "expires_soon" && <Badge tone="warn">Expires soon</Badge>}
        {expiry !== null && <span className="text-13 text-muted tabular-nums">{expiry}</span>}
      </div>
      {mayChange && (
        <div className="flex gap-2">
          {!isDefault && <MakeDefault method={method} />}
          <Remove method={method} />
        </div>
      )}
    </li>
  );
}

function MakeDefault({ method: { method, name } }: Pick<MethodRowProps, "method">) {
  const { id: org } = useOrg();
  const { mutate, isPending } = useMutation({
    mutationFn: () => trpcClient.billing.methods.setDefault.mutate({ org, method }),
    onSuccess: async (answer) => {
      await showMethods(org, answer);
      toast({ title: `${name} is the default payment method`, tone: "good" });
    },
    onError: (error) => toast({ title: problemOf(error).message, tone: "bad" }),
  });
  return (
    <Button look="plain" isLoading={isPending} onClick={() => mutate()} aria-label={`Make ${name} the default`}>
      Make default
    </Button>
  );
}

function Remove({ method: { method, name, isDefault } }: Pick<MethodRowProps, "method">) {
  const { id: org } = useOrg();
  const [isOpen, setIsOpen] = useState(false);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => trpcClient.billing.methods.remove.mutate({ org, method }),
    onSuccess: async (answer) => {
      await showMethods(org, answer);
      setIsOpen(false);
      toast({ title: `${name} is removed` });
    },
  });
  const close = (): void => {
    setIsOpen(false);
    reset();
  };
  return (
    <>
      <Button look="plain" onClick={() => setIsOpen(true)} aria-label={`Remove ${name}`}>
        Remove
      </Button>
      <Dialog
        title={`Remove ${name}?`}
        description={isDefault ? "The newest of the others becomes the default." : "It is not charged any more."}
        isOpen={isOpen}
        onClose={close}
      >
        <div role="alert" className="mb-3 text-13 text-pretty text-bad empty:hidden">
          {error !== null && problemOf(error).message}
        </div>
        <div className="flex justify-end gap-2">
          <Button look="plain" onClick={close}>
            Keep it
          </Button>
          <Button look="danger" isLoading={isPending} onClick={() => mutate()}>
            Remove
          </Button>
        </div>
      </Dialog>
    </>
  );
}
