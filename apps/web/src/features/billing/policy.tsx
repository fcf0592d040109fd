/** What members agree to when they pay. */
export function Policy() {
  return (
    <p className="max-w-[70ch] text-13 text-pretty text-muted">
      Payments are final: there are no refunds, and credit is not transferable and not paid out.
    </p>
  );
}
