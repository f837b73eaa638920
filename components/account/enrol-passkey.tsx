"use client";

import { useContext, useState } from "react";
import type { FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { AddPasskey, type FinishAdding } from "./add-passkey.tsx";
import { ShowCodes } from "./enrol-step.tsx";
import type { BeginMaking } from "./passkey-ceremony.ts";

/** A passkey as the first second factor of a sign-in that needs one. */
export function EnrolPasskey({ begin, finish }: { begin: BeginMaking; finish: FinishAdding }) {
  const showCodes = useContext(ShowCodes);
  const [state, setState] = useState<FormState>(null);
  return (
    <div className="flex flex-col gap-3">
      <RefusalMessage state={state} />
      <AddPasskey
        block
        variant="primary"
        begin={begin}
        finish={async (input) => {
          const answer = await finish(input);
          if (answer.ok) showCodes(answer.value.recoveryCodes);
          return answer;
        }}
        onDone={setState}
      />
    </div>
  );
}
