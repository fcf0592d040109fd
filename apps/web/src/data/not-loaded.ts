const NAME = "NotLoaded";

/** Whether an error means that the code of a page could not be loaded: no answer, or the file of an older build. */
export const isNotLoaded = (error: unknown): boolean => error instanceof Error && error.name === NAME;

/**
 * Marks the errors of code that could not be loaded. The router recognizes such an error by its message and loads the
 * whole document again, which without a server would replace the app by an error page of the browser. With a message of
 * ours the app stays, and the page shows the problem.
 */
export function markNotLoaded(): void {
  addEventListener("vite:preloadError", ({ payload }) => {
    payload.name = NAME;
    payload.message = "The code of this page could not be loaded.";
  });
}
