"use client";

import { useFormatter } from "use-intl/react";

const STEPS = [
  { unit: "megabyte", bytes: 1_000_000 },
  { unit: "kilobyte", bytes: 1_000 },
  { unit: "byte", bytes: 1 },
] as const;

/** Writes a number of bytes as people read it: "1.4 MB". */
export function useSize(): (bytes: number) => string {
  const format = useFormatter();
  return (size) => {
    const { unit, bytes } = STEPS.find((step) => size >= step.bytes) ?? STEPS[2];
    return format.number(size / bytes, {
      style: "unit",
      unit,
      maximumFractionDigits: size >= 10 * bytes || bytes === 1 ? 0 : 1,
    });
  };
}
