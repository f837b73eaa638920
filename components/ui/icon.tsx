import { type IconName, iconPaths } from "./icon-paths.ts";

export type { IconName };

type IconProps = {
  name: IconName;
  /** Edge in px; drawn for 20, legible down to 14. */
  size?: 14 | 16 | 18 | 20 | 24 | undefined;
  /** Only where no word stands beside it; without it the icon is decoration. */
  label?: string | undefined;
  className?: string | undefined;
};

export function Icon({ name, size = 18, label, className = "shrink-0" }: IconProps) {
  const naming = label === undefined ? { "aria-hidden": true as const } : { role: "img", "aria-label": label };
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named or hidden by `naming`; a title would be a second, native tip
    <svg
      {...naming}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
    >
      <path d={iconPaths[name]} />
    </svg>
  );
}
