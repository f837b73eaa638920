export const markdown = {
  code: "Code",
  table: "Tabelle",
  image: "Bild, nicht geladen",
  imageNamed: "Bild: {alt}",
  source: "Quelle {number}: {title}",
  done: "Erledigt",
  toDo: "Offen",
  leave: {
    title: "Diesen Link öffnen?",
    hint: "Er führt aus ConvoSphere hinaus zu dieser Adresse.",
    disguised: "Der Anfang sieht nur aus wie der Name einer Website. Der Link führt zu der fett gesetzten Adresse.",
    cancel: "Abbrechen",
    open: "Link öffnen",
  },
};
