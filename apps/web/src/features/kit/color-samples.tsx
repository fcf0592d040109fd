const ROLES = [
  ["surface", "bg-surface"],
  ["raised", "bg-raised"],
  ["sunken", "bg-sunken"],
  ["line", "bg-line"],
  ["edge", "bg-edge"],
  ["text", "bg-text"],
  ["muted", "bg-muted"],
  ["accent", "bg-accent"],
  ["good", "bg-good"],
  ["warn", "bg-warn"],
  ["bad", "bg-bad"],
  ["promo", "bg-promo"],
  ["paid", "bg-paid"],
  ["held", "bg-held striped"],
  ["debt", "bg-debt"],
] as const;

export function ColorSamples() {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-4">
      {ROLES.map(([name, fill]) => (
        <li key={name} className="text-13">
          <span aria-hidden="true" className={`mb-2 block h-12 rounded-base border border-line ${fill}`} />
          {name}
        </li>
      ))}
    </ul>
  );
}
