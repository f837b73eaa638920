/** A ring that turns. Decoration: the words beside it, or `aria-busy` around it, say what is happening. */
export function Spinner({
  size = 18,
  className = "shrink-0",
}: {
  size?: number | undefined;
  className?: string | undefined;
}) {
  return (
    <svg
      aria-hidden
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      strokeWidth={2}
      className={`animate-spin ${className}`}
    >
      <circle cx={10} cy={10} r={7.5} stroke="currentColor" opacity={0.25} />
      <path d="M17.5 10A7.5 7.5 0 0 0 10 2.5" stroke="currentColor" strokeLinecap="round" />
    </svg>
  );
}
