import { Clock, RotateCcw } from "lucide-react";
import { type SubmitEvent, useMemo, useRef, useState } from "react";
import { Button } from "../components/ui/button.tsx";
import { Field } from "../components/ui/field.tsx";
import { TextInput } from "../components/ui/text-input.tsx";
import { Time } from "../components/ui/time.tsx";
import { useNowAs } from "../data/now.tsx";
import { problemOf } from "../data/problem.ts";
import { useSession } from "../data/session.ts";
import { Booked } from "./booked.tsx";
import { advanceTo, localText, STEPS, type Step } from "./clock-steps.ts";
import { usePageActions } from "./page-actions.ts";
import { type MovedTime, useMoveClock, useStartOver } from "./use-clock.tsx";

/** Shows an organization's test clock and buttons that advance it. Only development servers have it. */
export function ClockBar() {
  const { hasDemo } = useSession();
  const now = useNowAs((at) => at);
  const [target, setTarget] = useState("");
  const [pressed, setPressed] = useState<Step | "target" | "start-over">("target");
  const move = useMoveClock();
  const startOver = useStartOver();
  const isBusy = move.isPending || startOver.isPending;
  /** The pressed button shows that it works, and the others wait. */
  const busy = (name: typeof pressed) =>
    isBusy && (name === pressed ? { isLoading: true } : { disabledReason: "Something happens already." });
  useClockActions({ now, go: move.mutate, startOver: hasDemo ? startOver.mutate : null });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const to = Date.parse(target);
    if (Number.isNaN(to)) return;
    setPressed("target");
    move.mutate(to);
  };
  return (
    <section
      aria-label="Test clock"
      className="top-0 z-20 flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sunken px-4 py-1 text-13 tablet:sticky tablet:h-10 tablet:flex-nowrap tablet:px-6"
    >
      <span className="flex shrink-0 items-center gap-2 whitespace-nowrap max-tablet:w-full">
        <Clock aria-hidden="true" size={14} strokeWidth={1.75} className="text-muted" />
        <span className="text-muted max-desktop:sr-only">Test clock</span>
        <Time at={now} look="exact" />
      </span>
      <span className="flex shrink-0 flex-wrap gap-1 max-tablet:max-w-full">
        {STEPS.map(({ label, step }) => (
          <Button
            key={label}
            size="small"
            {...busy(step)}
            onClick={() => {
              setPressed(step);
              move.mutate(advanceTo(now, step));
            }}
          >
            {label}
          </Button>
        ))}
        {hasDemo && (
          <Button
            size="small"
            look="plain"
            icon={RotateCcw}
            {...busy("start-over")}
            onClick={() => {
              setPressed("start-over");
              startOver.mutate();
            }}
          >
            Start over
          </Button>
        )}
      </span>
      <form onSubmit={submit} className="hidden shrink-0 items-center gap-1 desktop:flex">
        <Field label="Move the clock to" isLabelHidden>
          <TextInput
            type="datetime-local"
            min={localText(now)}
            value={target}
            onChange={setTarget}
            className="h-7! w-52! text-13!"
          />
        </Field>
        <Button
          size="small"
          type="submit"
          {...(target === "" ? { disabledReason: "Choose a date and a time first." } : busy("target"))}
        >
          Go
        </Button>
      </form>
      <p role="status" className="min-w-0 text-muted tablet:line-clamp-2 tablet:text-12 tablet:leading-4">
        {move.isPending && "Running what falls due…"}
        {startOver.isPending && "Writing six weeks of history…"}
        {move.isSuccess && !isBusy && <Moved {...move.data} />}
        {move.isError && <span className="text-bad">{problemOf(move.error).message}</span>}
      </p>
    </section>
  );
}

interface ClockActions {
  readonly now: number;
  readonly go: (to: number | "next") => void;
  /** `null` without a demo. */
  readonly startOver: (() => void) | null;
}

/** The steps of the clock for the command menu. */
function useClockActions(actions: ClockActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  const canStartOver = actions.startOver !== null;
  usePageActions(
    useMemo(() => {
      const steps = STEPS.map(({ label, step }) => ({
        key: `clock-${step}`,
        label: step === "next" ? "Move the clock to the next event" : `Move the clock ${label}`,
        words: "test clock time travel advance forward",
        icon: Clock,
        run: () => latest.current.go(advanceTo(latest.current.now, step)),
      }));
      const startOver = {
        key: "start-over",
        label: "Start the demo over",
        words: "reset test clock time travel new begin again",
        icon: RotateCcw,
        run: () => latest.current.startOver?.(),
      };
      return canStartOver ? [...steps, startOver] : steps;
    }, [canStartOver]),
  );
}

function Moved({ isPlanned, ran, news }: MovedTime) {
  if (!isPlanned) return "Nothing is planned.";
  if (news.length > 0) return <Booked parts={news} />;
  return ran === 0 ? "Nothing fell due on the way." : "No credit moved on the way.";
}
