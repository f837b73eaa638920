"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Door, Refusal } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { type ModelFields, readModel } from "./model-input.ts";

const providers = ["openai-compatible", "openai", "anthropic"] as const;
const zones = ["local", "private", "external"] as const;
/** Cautious: a longer conversation is cut to it, a shorter one is never refused. */
const CONTEXT_TOKENS = { "openai-compatible": 32_000, openai: 128_000, anthropic: 200_000 } as const;

export function ModelForm({ add }: { add: Door<ModelFields> }) {
  const t = useTranslations("admin.system.add");
  const words = useTranslations("models");
  const { state, pending, run } = useDoor(add);
  const [provider, setProvider] = useState<(typeof providers)[number]>("openai-compatible");
  const [zone, setZone] = useState<(typeof zones)[number]>("local");
  const own = provider === "openai-compatible";
  const choose = (value: string) => {
    const chosen = providers.find((each) => each === value) ?? provider;
    setProvider(chosen);
    setZone(chosen === "openai-compatible" ? "local" : "external");
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const answer = await run(readModel(new FormData(form)));
    if (!answer.ok) return;
    form.reset();
    choose("openai-compatible");
  };
  const sentence = ({ issue }: Refusal) =>
    issue !== undefined && words.has(`issue.${issue}`) ? words(`issue.${issue}`) : null;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <SelectField
          label={words("field.provider")}
          name="provider"
          value={provider}
          onChange={({ target }) => choose(target.value)}
        >
          {providers.map((value) => (
            <option key={value} value={value}>
              {words(`provider.${value}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words("field.zone")}
          hint={words(`zoneMeaning.${zone}`)}
          name="zone"
          value={zone}
          onChange={({ target }) => setZone(zones.find((each) => each === target.value) ?? zone)}
        >
          {zones.map((value) => (
            <option key={value} value={value}>
              {words(`zone.${value}`)}
            </option>
          ))}
        </SelectField>
        <TextField label={words("field.name")} hint={words("hint.name")} name="name" required maxLength={80} />
        <TextField
          label={words("field.modelId")}
          hint={words("hint.modelId")}
          name="modelId"
          required
          maxLength={200}
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextField
          label={words("field.baseUrl")}
          hint={words("hint.baseUrl")}
          name="baseUrl"
          type="url"
          required={own}
          maxLength={2048}
        />
        <TextField
          label={words("field.apiKey")}
          hint={words("hint.apiKey")}
          name="apiKey"
          type="password"
          // Not the person's own password: nothing to fill in, and nothing to remember.
          autoComplete="off"
          maxLength={512}
        />
      </div>
      <details className="group">
        <summary className="w-fit rounded-md font-medium text-accent underline-offset-3 hover:underline">
          {t("more")}
        </summary>
        <div className="mt-4 grid items-start gap-4 sm:grid-cols-2">
          <TextField
            key={`context.${provider}`}
            label={words("field.contextTokens")}
            hint={words("hint.contextTokens")}
            name="contextTokens"
            type="number"
            required
            min={1}
            step={1}
            defaultValue={CONTEXT_TOKENS[provider]}
          />
          <TextField label={words("field.maxOutputTokens")} name="maxOutputTokens" type="number" min={1} step={1} />
          <TextField label={words("field.inputPrice")} name="inputPrice" type="number" min={0} step="any" />
          <TextField label={words("field.outputPrice")} name="outputPrice" type="number" min={0} step="any" />
        </div>
      </details>
      <RefusalMessage state={state} back="/admin/system" say={sentence} success={t("added")} />
      <div>
        <Button type="submit" variant="primary" icon="plus" pending={pending}>
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}
