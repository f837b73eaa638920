export const crash = {
  title: "Diese Seite lässt sich nicht anzeigen",
  text: "Auf dem Server oder im Browser ist etwas schiefgegangen. Was schon gespeichert war, ist sicher.",
  advice:
    "Bitte noch einmal versuchen. Geschieht es wieder, hilft die Person weiter, die diese Instanz betreibt; sie braucht den Code unten.",
  adviceWithoutCode:
    "Bitte noch einmal versuchen. Geschieht es wieder, hilft die Person weiter, die diese Instanz betreibt.",
  retry: "Noch einmal versuchen",
  home: "Zur Startseite",
  code: "Code: {digest}",
};
