export function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true" className="shrink-0">
      <rect width="24" height="24" rx="6" className="fill-solid" />
      <path d="M7 7v10M12 7v10M17 7v10" className="stroke-solid-fg" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
