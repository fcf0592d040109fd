/** The logo of the product. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className="size-7 shrink-0">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M21.5 11.2c-1-1.5-3-2.4-5.4-2.4-3.3 0-5.6 1.6-5.6 4 0 5.4 11.3 2.2 11.3 7 0 2.2-2.4 3.6-5.7 3.6-2.6 0-4.7-.9-5.8-2.6"
        fill="none"
        strokeWidth="2.6"
        strokeLinecap="round"
        className="stroke-on-accent"
      />
    </svg>
  );
}
