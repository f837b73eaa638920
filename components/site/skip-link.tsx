/** The first stop of the Tab key: past the navigation, to what the page is about. */
export function SkipLink({ children, target = "content" }: { children: string; target?: string | undefined }) {
  return (
    <a
      href={`#${target}`}
      className="sr-only rounded-md bg-raised text-text shadow-float focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-40 focus:px-3 focus:py-2"
    >
      {children}
    </a>
  );
}
