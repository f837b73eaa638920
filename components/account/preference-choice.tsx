"use client";

import { useOptimistic, useTransition } from "react";
import { type Segment, Segmented } from "../ui/segmented.tsx";

type PreferenceChoiceProps = {
  legend: string;
  name: "language" | "theme";
  current: string;
  options: readonly Segment[];
  choose: (preference: { name: string; value: string }) => Promise<void>;
};

/** A choice that takes effect at once; shown as made while the server writes its cookie. */
export function PreferenceChoice({ legend, name, current, options, choose }: PreferenceChoiceProps) {
  const [shown, show] = useOptimistic(current);
  const [, start] = useTransition();
  const onChange = (value: string) =>
    start(async () => {
      show(value);
      await choose({ name, value });
    });
  return <Segmented legend={legend} options={options} value={shown} onChange={onChange} />;
}
