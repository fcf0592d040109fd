import { Component, type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";
import { Button } from "./button.tsx";

/** The file of a part could not be loaded: the server does not answer, or a newer build replaced the file. */
class PartNotLoaded extends Error {}

type LateProps<Props> = Props & {
  /** Shown until the part is loaded. */
  readonly waiting?: ReactNode;
};

/**
 * A part of the page that is loaded on first use. If it can not be loaded, the rest of the page stays as it is, and a
 * message in the corner offers another try.
 * @param isNeeded false for a part whose absence needs no message, such as a tooltip
 */
export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { isNeeded = true } = {},
): ComponentType<LateProps<Props>> {
  // React caches a failed promise forever, so each try is a component of its own.
  const attempt = (number: number) => ({ number, Part: lazyPart(load) });
  let latest = attempt(1);
  return function Late({ waiting = null, ...props }: LateProps<Props>) {
    const [{ number, Part }, setAttempt] = useState(latest);
    const again = () => {
      latest = attempt(number + 1);
      setAttempt(latest);
    };
    return (
      <Guard key={number} missing={isNeeded ? <Missing waiting={waiting} onAgain={again} /> : null}>
        <Suspense fallback={waiting}>
          <Part {...(props as unknown as Props)} />
        </Suspense>
      </Guard>
    );
  };
}

function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const part = lazy(async () => {
    const loaded = await load().catch((cause: unknown) => {
      throw new PartNotLoaded("A part of this page could not be loaded.", { cause });
    });
    return { default: loaded };
  });
  return part as unknown as ComponentType<Props>;
}

interface GuardProps {
  readonly missing: ReactNode;
  readonly children: ReactNode;
}

/** Catches the loading error of its part. Every other error goes on to the page. */
class Guard extends Component<GuardProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (error instanceof PartNotLoaded) return this.props.missing;
    throw error;
  }
}

function Missing({ waiting, onAgain }: { readonly waiting: ReactNode; readonly onAgain: () => void }) {
  return (
    <>
      {waiting}
      <div
        role="alert"
        className="fixed right-4 bottom-20 z-40 flex max-w-[calc(100vw-2rem)] items-center gap-3 rounded-base border border-line bg-raised p-3 text-13 shadow-float tablet:bottom-4"
      >
        A part of this page could not be loaded.
        <Button onClick={onAgain}>Try again</Button>
      </div>
    </>
  );
}
