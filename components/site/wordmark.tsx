/** A globe that is a speech bubble, with two lines of text. `size` is its edge in px. */
export function Mark({ size = 22 }: { size?: number | undefined }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 20 20" fill="none" className="shrink-0 text-accent">
      <path d="M10 2a8 8 0 1 1-4.6 14.55L2 18l1.45-3.4A8 8 0 0 1 10 2z" fill="currentColor" />
      <path d="M6 8.25h8M6 11.75h5.25" stroke="var(--canvas)" strokeWidth={1.6} strokeLinecap="round" />
    </svg>
  );
}

/** The name with its mark, as the way back to the start. */
export function Wordmark({ href = "/" }: { href?: string | undefined }) {
  return (
    <a href={href} className="inline-flex items-center gap-2 rounded-md text-lg font-medium text-text no-underline">
      <Mark />
      ConvoSphere
    </a>
  );
}
