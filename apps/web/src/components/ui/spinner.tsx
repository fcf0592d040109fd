/** Something is under way. Says nothing itself: what waits says so. */
export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-4 shrink-0 animate-spin rounded-round border-2 border-current border-r-transparent"
    />
  );
}
