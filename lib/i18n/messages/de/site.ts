import { crash } from "./crash.ts";

export const site = {
  description: "Ein selbst betriebener Arbeitsplatz für Gespräche mit Sprachmodellen.",
  skip: "Zum Inhalt",
  nav: {
    label: "Seiten",
    help: "Hilfe",
    chat: "Chat",
    signIn: "Anmelden",
    signOut: "Abmelden",
    moderation: "Moderation",
    administration: "Verwaltung",
  },
  language: { legend: "Sprache", en: "English", de: "Deutsch" },
  landing: {
    title: "Mit Sprachmodellen arbeiten, auf dem Server der eigenen Organisation",
    text: "Gespräche werden versiegelt, bevor sie gespeichert werden, und es ist immer zu sehen, wo ein Modell läuft: hier, im eigenen Netz oder außerhalb.",
    signIn: "Anmelden",
    signUp: "Konto anlegen",
    invitation: "Konten entstehen durch Einladung. Die Administration lädt ein.",
    setup:
      "Noch hat niemand ein Konto. Der Server hat beim Start einen Link für die erste Administratorin oder den ersten Administrator ausgegeben; mit diesem Link geht es los.",
    help: "So funktioniert es",
  },
  help: {
    title: "Hilfe",
    text: "Was hier möglich ist, und wie es geht.",
    empty: "Es gibt keine Hilfeseiten.",
    emptyText: "Sie gehören zum Produkt; diese Installation scheint unvollständig zu sein.",
    back: "Alle Hilfeseiten",
  },
  missing: {
    title: "Hier ist nichts",
    text: "Vielleicht ist die Adresse vertippt, der Inhalt gelöscht, oder er gehört jemand anderem.",
    back: "Zur Startseite",
  },
  crash,
};
