import { roleHas } from "@scrip/domain/access";
import { AMOUNT_MESSAGES, parseUsd } from "@scrip/domain/money";
import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { ceilingText } from "../../components/keys/key-words.ts";
import { Dialog } from "../../components/ui/dialog.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Select } from "../../components/ui/select.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { toast } from "../../components/ui/toast.ts";
import { useOrg } from "../../data/org.ts";
import { trpcClient } from "../../data/trpc.ts";
import { PERIOD_TITLES, SCOPE_TITLES, subjectPhrase } from "./budget-words.ts";
import { PreviewNote } from "./preview-note.tsx";
import { SubjectField } from "./subject-field.tsx";
import { type Budget, type BudgetName, type BudgetPeriod, type BudgetScope, useBudgetsChanged } from "./use-budgets.ts";

interface BudgetDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The budget that is changed; absent for a new one. */
  readonly budget?: Budget | undefined;
}

/** The form of a new budget, or of one that changes. */
export function BudgetDialog({ isOpen, onClose, budget }: BudgetDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={budget === undefined ? "New budget" : `Budget of ${subjectPhrase(budget)}`}
      description="It holds from the next command on. What was used in the window before counts already, and work that runs is never lost: it pauses at the end of its epoch."
    >
      <BudgetForm onClose={onClose} budget={budget} />
    </Dialog>
  );
}

function BudgetForm({ onClose, budget }: Omit<BudgetDialogProps, "isOpen">) {
  const { id: org, role } = useOrg();
  const changed = useBudgetsChanged();
  const { form, input, errors } = useForm({
    initial: {
      scope: budget?.scope ?? "project",
      id: budget?.id ?? "",
      period: budget?.period ?? "month",
      cap: ceilingText(budget?.cap ?? null),
      mode: budget?.mode ?? "hard",
    } as Record<"scope" | "id" | "period" | "cap" | "mode", string>,
    check: ({ scope, id, cap }) => ({
      id: scope !== "organization" && id.trim() === "" ? "Choose one." : undefined,
      cap: capProblem(cap),
    }),
    send: (values) =>
      trpcClient.budgets.set.mutate({
        org,
        ...namedBy(values),
        cap: String(parseUsd(values.cap.trim())),
        mode: values.mode === "alert" ? "alert" : "hard",
      }),
    onDone: async () => {
      toast({ title: budget === undefined ? "The budget is set" : "The budget is changed", tone: "good" });
      onClose();
      await changed();
    },
  });
  const scope = input("scope").value as BudgetScope;
  const isCeiling = scope === "key" && input("period").value === "day";
  const scopes = (["organization", "project", "member", "key"] as const).filter(
    (each) => each !== "key" || roleHas(role, "keys:write"),
  );
  const name = namedBy({ scope, id: input("id").value, period: input("period").value });
  return (
    <Form {...form} label="Budget" submit={budget === undefined ? "Set the budget" : "Change the budget"}>
      {budget === undefined && (
        <>
          <Field label="Whose use" hasRoom>
            <Select
              value={scope as string}
              onChange={(next) => {
                input("scope").onChange(next);
                input("id").onChange("");
              }}
              options={scopes.map((each) => ({ value: each as string, label: SCOPE_TITLES[each] }))}
            />
          </Field>
          {scope !== "organization" && <SubjectField scope={scope} input={input("id")} error={errors.id} />}
          <Field label="Period" hasRoom>
            <Select
              value={input("period").value}
              onChange={input("period").onChange}
              options={Object.entries(PERIOD_TITLES).map(([value, label]) => ({ value, label }))}
            />
          </Field>
        </>
      )}
      <Field
        label="Cap, in dollars"
        hint={
          <PreviewNote
            name={scope === "organization" || name.id !== undefined ? name : null}
            cap={capOf(input("cap").value)}
          />
        }
        error={errors.cap}
        hasRoom
      >
        <TextInput {...input("cap")} placeholder="10.00" inputMode="decimal" autoComplete="off" />
      </Field>
      {!isCeiling && (
        <Field label="When it is full" hasRoom>
          <Select
            value={input("mode").value}
            onChange={input("mode").onChange}
            options={[
              { value: "hard", label: "Refuse what would pass it" },
              { value: "alert", label: "Only show it" },
            ]}
          />
        </Field>
      )}
    </Form>
  );
}

function namedBy({ scope, id = "", period }: { scope?: string; id?: string; period?: string }): BudgetName {
  const named = scope !== "organization" && id.trim() !== "";
  return { scope: scope as BudgetScope, period: period as BudgetPeriod, ...(named && { id: id.trim() }) };
}

function capProblem(text: string): string | undefined {
  if (text.trim() === "") return "Enter an amount, such as 10.00.";
  const amount = parseUsd(text.trim());
  return typeof amount === "string" ? `The cap ${AMOUNT_MESSAGES[amount]}.` : undefined;
}

function capOf(text: string): bigint | null {
  const amount = text.trim() === "" ? "none" : parseUsd(text.trim());
  return typeof amount === "bigint" ? amount : null;
}
