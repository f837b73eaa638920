export const session = {
  soon: {
    title: "Noch da?",
    idle: "Hier wurde länger nichts getan. Die Abmeldung erfolgt in {left}.",
    absolute: "Die Sitzung endet in {left}. Wer sich neu anmeldet, kann ohne Unterbrechung weiterarbeiten.",
    left: "{minutes, plural, =0 {} one {# Minute } other {# Minuten }}{seconds, plural, one {# Sekunde} other {# Sekunden}}",
    stay: "Angemeldet bleiben",
  },
  ended: {
    title: "Die Sitzung ist beendet",
    text: "Was hier getippt wurde, bleibt in diesem Tab erhalten.",
    do: "Neu anmelden",
  },
  again: {
    title: "Neu anmelden",
    text: "Diese Seite bleibt offen, und was getippt wurde, bleibt stehen.",
    email: "E-Mail-Adresse",
    password: "Passwort",
    submit: "Anmelden",
    factor: "Es fehlt noch ein Schritt. Er öffnet sich auf der Anmeldeseite und führt hierher zurück.",
    goOn: "Weiter",
    page: "Stattdessen die Anmeldeseite benutzen",
  },
};
