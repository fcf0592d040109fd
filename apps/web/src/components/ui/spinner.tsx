/** Shows that an action is running. Screen readers learn it from `aria-busy` of the button instead. */
export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-4 shrink-0 animate-spin rounded-round border-2 border-current border-r-transparent"
    />
  );
}
