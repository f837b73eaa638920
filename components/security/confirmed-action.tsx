"use client";

import { type ReactNode, useState } from "react";
import type { Door } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Button } from "../ui/button.tsx";
import { Confirm } from "../ui/confirm.tsx";

type ConfirmedActionProps<I, T> = {
  door: Door<I, T>;
  input: I;
  /** The verb, on the button and in the dialog. */
  label: string;
  /** Says more than the label where several such buttons stand below each other. */
  name?: string | undefined;
  small?: boolean | undefined;
  /** The question, with the name of who or what it is about. */
  title: ReactNode;
  /** What will happen. */
  children: ReactNode;
  success: (value: T) => ReactNode;
  /** The page to come back to after a new sign-in. */
  back: string;
  variant?: "danger" | "primary" | undefined;
  disabled?: boolean | undefined;
};

/** A button that asks first and says plainly what follows; a refusal stays in the dialog, a success beside the button. */
export function ConfirmedAction<I, T>(props: ConfirmedActionProps<I, T>) {
  const { door, input, label, name, small, title, children, success, back, variant, disabled } = props;
  const { state, run, clear } = useDoor(door);
  const [asking, setAsking] = useState(false);
  const ask = () => {
    clear();
    setAsking(true);
  };
  const confirm = async () => {
    if ((await run(input)).ok) setAsking(false);
  };
  return (
    <>
      <Button
        onClick={ask}
        disabled={disabled}
        size={small ? "sm" : undefined}
        aria-label={name}
        className="self-start"
      >
        {label}
      </Button>
      {state?.ok && <RefusalMessage state={state} success={success(state.value)} />}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={title}
        confirmLabel={label}
        onConfirm={confirm}
        variant={variant}
      >
        {children}
        {state?.ok === false && <RefusalMessage state={state} back={back} />}
      </Confirm>
    </>
  );
}
