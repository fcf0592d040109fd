import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useEffect } from "react";
import { buttonLook } from "./button.tsx";
import { classes } from "./classes.ts";
import { CLOSE_LOOK } from "./floating.ts";
import { onToast, type ToastMessage, takeToasts } from "./toast.ts";

const manager = Toast.createToastManager<{ tone: NonNullable<ToastMessage["tone"]> }>();

function show({ title, description, tone = "neutral", action }: ToastMessage): void {
  const actionProps = action && { children: action.label, onClick: action.onPress };
  manager.add({
    title,
    description,
    data: { tone },
    priority: tone === "bad" ? "high" : "low",
    // A message with an action stays longer, so that a person can read it and press the button.
    timeout: action === undefined ? 6000 : 12_000,
    ...(actionProps && { actionProps }),
  });
}

export function ToastCorner() {
  useEffect(() => {
    const flush = () => takeToasts().forEach(show);
    flush();
    return onToast(flush);
  }, []);
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-20 left-4 z-60 flex flex-col gap-2 outline-none tablet:bottom-4 tablet:left-auto tablet:w-90">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List() {
  const { toasts } = Toast.useToastManager<{ tone: NonNullable<ToastMessage["tone"]> }>();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} swipeDirection={["right", "down"]} className={LOOK}>
      <Toast.Content className="flex items-start gap-3">
        <span
          aria-hidden="true"
          className={classes("mt-1.5 size-2 shrink-0 rounded-round", DOTS[toast.data?.tone ?? "neutral"])}
        />
        <div className="min-w-0 flex-1">
          <Toast.Title className="text-14 font-medium" />
          <Toast.Description className="text-13 text-muted" />
          <Toast.Action className={classes(buttonLook({ size: "small" }), "mt-2 empty:hidden")} />
        </div>
        {/* Base UI hides it from screen readers until the toast has the focus, but the Tab key reaches it. */}
        <Toast.Close aria-label="Dismiss" aria-hidden={false} className={CLOSE_LOOK}>
          <X aria-hidden="true" size={16} strokeWidth={1.75} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

const LOOK =
  "rounded-base border border-line bg-raised p-3 text-text shadow-float transition-[opacity,translate] duration-200 " +
  "data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0";

const DOTS = { neutral: "bg-accent", good: "bg-good", bad: "bg-bad" };
