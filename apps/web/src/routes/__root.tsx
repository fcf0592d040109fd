import { CSPProvider } from "@base-ui/react/csp-provider";
import { createRootRoute, type ErrorComponentProps, Outlet } from "@tanstack/react-router";
import { ToastHost } from "../components/ui/toast-host.tsx";
import { TooltipHost } from "../components/ui/tooltip-host.tsx";
import { readSession } from "../data/session.ts";
import { DocumentTitle } from "../shell/document-title.tsx";
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
  return (
    <CSPProvider disableStyleElements>
      <DocumentTitle />
      <Outlet />
      <TooltipHost />
      <ToastHost />
    </CSPProvider>
  );
}

function RootError(props: ErrorComponentProps) {
  return (
    <main className="mx-auto max-w-160 pt-24">
      <title>Scrip</title>
      <h1 className="sr-only">Scrip</h1>
      <PageProblem {...props} />
    </main>
  );
}
