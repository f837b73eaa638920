import type { ElementType, ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type NavTab = { href: string; label: ReactNode; note?: ReactNode | undefined };

type NavTabsProps = {
  label: string;
  tabs: readonly NavTab[];
  /** The `href` of the page one is on. */
  current: string;
  as?: ElementType | undefined;
  className?: string | undefined;
};

/** Pages side by side: links, because each has an address of its own. Scrolls sideways where it is narrow. */
export function NavTabs({ label, tabs, current, as: Link = "a", className }: NavTabsProps) {
  return (
    <nav aria-label={label} className={classNames("scroll-x border-b border-border", className)}>
      <ul className="flex w-max gap-1">
        {tabs.map(({ href, label: name, note }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={href === current ? "page" : undefined}
              className="flex h-control items-center gap-1.5 border-b-2 border-transparent px-3 text-muted -outline-offset-2 transition-colors hover:text-text aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-text"
            >
              {name}
              {note && <span className="text-xs text-muted figures">{note}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
