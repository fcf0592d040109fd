import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "../../../components/ui/toast.ts";
import { type Answers, trpcClient, useTRPC } from "../../../data/trpc.ts";
import type { Input } from "./act-input.ts";

type Done = Answers["operators"]["act"];

/** Sends an act. A second press of the same button is the same act: its key stays until the dialog closes. */
export function useAct(org: string, onClose: () => void) {
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const send = (act: Input, reason: string): Promise<Done> =>
    trpcClient.operators.act.mutate({ org, idempotencyKey, act, reason });
  const onDone = ({ act }: Done): void => {
    void queryClient.invalidateQueries({ queryKey: trpc.operators.organization.queryOptions({ org }).queryKey });
    void queryClient.invalidateQueries({ queryKey: [["approvals"]] });
    toast(
      act.state === "wanted"
        ? { title: "Another operator must approve this", description: "They have a mail, and see it under Approvals." }
        : { title: "Done", description: "Both audit logs have it.", tone: "good" },
    );
    onClose();
  };
  return { send, onDone };
}
