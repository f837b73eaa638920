export const models = {
  zone: { local: "Lokal", private: "Privat", external: "Extern" },
  zoneMeaning: {
    local: "Läuft auf demselben Rechner wie ConvoSphere; nichts verlässt ihn.",
    private: "Läuft auf einem Server im eigenen Netz der Organisation.",
    external: "Läuft bei einem anderen Unternehmen; dorthin geht, was geschrieben wird.",
  },
  provider: {
    librarian: "Bibliothekar (eingebaut)",
    openai: "OpenAI",
    anthropic: "Anthropic",
    "openai-compatible": "OpenAI-kompatibler Server",
  },
  failure: {
    "no-key":
      "Diesem Modell fehlt der Schlüssel. Die Administration kann ihn unter Administration → System → Modelle eintragen.",
    "wrong-key":
      "Der Anbieter des Modells hat den Schlüssel abgelehnt. Die Administration sollte ihn unter Administration → System → Modelle prüfen.",
    quota:
      "Das Guthaben beim Anbieter des Modells ist verbraucht. Die Administration muss es dort aufladen; bis dahin hilft ein anderes Modell.",
    "rate-limited":
      "Das Modell ist gerade überlastet. Nach einer Minute noch einmal fragen oder ein anderes Modell wählen.",
    "too-long":
      "Diese Unterhaltung ist für das Modell zu lang geworden. Die Nachricht kürzen, eine neue Unterhaltung beginnen oder ein Modell wählen, das mehr aufnimmt.",
    unreachable:
      "Der Server des Modells ist nicht erreichbar. Noch einmal versuchen; bleibt es dabei, sollte die Administration prüfen, ob seine Adresse stimmt und ob er läuft.",
    "timed-out":
      "Der Server des Modells hat zu lange gebraucht, die Antwort wurde beendet. Noch einmal versuchen oder ein anderes Modell wählen.",
    "model-not-found":
      "Der Server kennt dieses Modell nicht. Die Administration sollte den Namen des Modells und die Adresse prüfen.",
    "content-refused":
      "Der Anbieter des Modells will darauf nicht antworten. Anders formulieren oder ein anderes Modell wählen.",
    "broken-stream":
      "Der Server des Modells hat abgebrochen oder Unlesbares gesendet. Was vorher kam, bleibt erhalten; bitte noch einmal versuchen.",
    failed:
      "Der Server des Modells hat einen Fehler gemeldet. Noch einmal versuchen; bleibt es dabei, der Administration Bescheid geben.",
  },
  finish: {
    length: "Die Antwort hat ihre größte Länge erreicht und wurde abgeschnitten.",
    "content-filter": "Der Anbieter des Modells hat die Antwort wegen seiner Inhaltsregeln beendet.",
  },
  field: {
    name: "Name",
    provider: "Anbieter",
    modelId: "Name beim Anbieter",
    baseUrl: "Adresse",
    apiKey: "Schlüssel",
    zone: "Wo es läuft",
    contextTokens: "Kontext (Token)",
    maxOutputTokens: "Längste Antwort (Token)",
    inputPrice: "Preis der Eingabe (US-Dollar je Million Token)",
    outputPrice: "Preis der Ausgabe (US-Dollar je Million Token)",
  },
  hint: {
    name: "So steht es in der Liste der Modelle.",
    modelId: "Genau so, wie der Anbieter es schreibt, zum Beispiel llama3.1.",
    baseUrl: "Bis einschließlich /v1, zum Beispiel http://localhost:11434/v1. Leer bedeutet: die des Anbieters.",
    apiKey: "Wird verschlüsselt gespeichert und nicht wieder angezeigt. Leer lassen, wenn der Server keinen verlangt.",
    contextTokens: "Wie viel das Modell auf einmal aufnehmen kann, laut seinem Anbieter.",
  },
  issue: {
    "base-url":
      "Eine Adresse eingeben, die mit http:// oder https:// beginnt, ohne Benutzer, Passwort oder Fragezeichen.",
    "base-url-missing": "Ein OpenAI-kompatibler Server braucht eine Adresse.",
    "base-url-unencrypted": "Eine externe Adresse muss mit https:// beginnen.",
    "api-key": "Ein Schlüssel ist ein einziges Wort ohne Leerzeichen.",
  },
  test: {
    do: "Testen",
    running: "Bittet um ein Wort …",
    answered: "Hat nach {milliseconds, number} ms geantwortet: {answer}",
    answeredNothing: "Hat nach {milliseconds, number} ms geantwortet, ohne ein Wort.",
  },
};
