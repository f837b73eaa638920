import { LinkButton } from "../ui/link-button.tsx";

type Step = { href: string; label: string } | null;
type PagerProps = { label: string; range: string; previous: Step; next: Step };

/** Where one is in a long list, and the pages beside. */
export function Pager({ label, range, previous, next }: PagerProps) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-3">
      <p className="text-sm text-muted figures">{range}</p>
      {previous && (
        <LinkButton href={previous.href} size="sm" icon="chevron-left">
          {previous.label}
        </LinkButton>
      )}
      {next && (
        <LinkButton href={next.href} size="sm" icon="chevron-right">
          {next.label}
        </LinkButton>
      )}
    </nav>
  );
}
