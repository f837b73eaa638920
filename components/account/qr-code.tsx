type QrCodeProps = {
  label: string;
  /** Modules along its edge, quiet zone included. */
  size: number;
  /** Its dark modules, as the `d` of a path. */
  d: string;
};

/** Dark on light in both appearances: many scanners read nothing else. */
export function QrCode({ label, size, d }: QrCodeProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-48 rounded-md border border-border"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={d} fill="#000" />
    </svg>
  );
}
