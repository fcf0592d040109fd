import { CSPProvider } from "@base-ui/react/csp-provider";
import { createRootRoute, type ErrorComponentProps, Outlet } from "@tanstack/react-router";
import { ToastHost } from "../components/ui/toast-host.tsx";
import { TooltipHost } from "../components/ui/tooltip-host.tsx";
import { readSession } from "../data/session.ts";
import { AgainHost } from "../features/account/again/again-host.tsx";
import { DocumentTitle } from "../shell/document-title.tsx";
import { useFirstSight } from "../shell/first-sight.ts";
import { NavigationBar } from "../shell/navigation-bar.tsx";
import { NotFound } from "../shell/not-found.tsx";
import { PageProblem } from "../shell/page-problem.tsx";
import { useArrivals } from "../shell/use-arrivals.ts";

export const Route = createRootRoute({
  beforeLoad: async () => ({ session: await readSession() }),
  component: Root,
  errorComponent: RootError,
  notFoundComponent: NotFound,
});

function Root() {
  useArrivals();
  useFirstSight();
  return (
    <CSPProvider disableStyleElements>
      <NavigationBar />
      <DocumentTitle />
      <Outlet />
      <TooltipHost />
      <ToastHost />
      <AgainHost />
    </CSPProvider>
  );
}

function RootError(props: ErrorComponentProps) {
  useFirstSight();
  return (
    <main className="mx-auto max-w-160 pt-24">
      <title>Scrip</title>
      <h1 className="sr-only">Scrip</h1>
      <PageProblem {...props} />
    </main>
  );
}
