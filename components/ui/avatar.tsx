import { classNames } from "./class-names.ts";
import { initials } from "./initials.ts";

type AvatarProps = { name: string; size?: "sm" | "md" | "lg" | undefined; className?: string | undefined };
const sizes = { sm: "size-6 text-xs", md: "size-8 text-xs", lg: "size-12 text-lg" };

/** Initials in a circle. Decoration: the name stands beside it, or names the button around it. */
export function Avatar({ name, size = "md", className }: AvatarProps) {
  return (
    <span
      aria-hidden
      className={classNames(
        "inline-flex shrink-0 items-center justify-center rounded-full bg-accent-soft font-medium text-accent select-none",
        sizes[size],
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
