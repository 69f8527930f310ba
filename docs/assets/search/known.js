// Which words the entries know, how much each says, and whether an entry covers a question.
flexmapSearch.known = (documents, everything, { raws, stem, meaning }, scores) => {
  const count = new Map(); // documents by term
  const written = new Map(); // the words by term
  const held = new Map(); // the terms by document
  for (const item of documents) {
    const there = new Set();
    for (const word of raws(everything(item))) {
      const term = stem(word);
      there.add(term);
      if (!written.has(term)) written.set(term, new Set());
      written.get(term).add(word);
    }
    held.set(item, new Set([...there].map(meaning)));
    for (const term of there) count.set(term, (count.get(term) ?? 0) + 1);
  }
  const often = new Map();
  for (const terms of held.values()) {
    for (const term of terms) often.set(term, (often.get(term) ?? 0) + 1);
  }

  // A rare word says more; one that is in no entry says most.
  const weight = (term) => Math.log(1 + documents.length / ((often.get(meaning(term)) ?? 0) + 0.5));

  // Numbers and parts of ids say nothing of what is asked.
  const ID = /^\d+$|^(?=.*\d).{6,}$/;

  // Whether the best result answers the question: the shares of the weight of its words that are
  // known at all and that the result holds, and what whole names and asked questions say of it.
  // A word that was corrected is none that anybody knows.
  const judge = (judged, best, sure, asked) => {
    const there = held.get(best) ?? new Set();
    const shares = { all: 0, known: 0, close: 0, held: 0 };
    for (const { word, terms, unknown, close } of judged) {
      if (unknown && ID.test(word)) continue;
      for (const term of terms) {
        const worth = weight(unknown ? "" : term);
        shares.all += worth;
        if (!unknown) shares.known += worth;
        if (close) shares.close += worth;
        if ((!unknown || close) && there.has(meaning(term))) shares.held += worth;
      }
    }
    const { all } = shares;
    if (!all || sure >= scores.sure) return false;
    if ((shares.known + shares.close) / all < scores.unknown) return true;
    return shares.held / all < scores.held && asked < scores.asked;
  };
  // The words that the best result does not hold, as they were typed.
  const missing = (judged, best) => {
    const there = held.get(best) ?? new Set();
    const isThere = ({ terms, unknown, close }) => (!unknown || close) && terms.some((term) => there.has(meaning(term)));
    return judged.filter((item) => !isThere(item)).map(({ word }) => word);
  };

  return { count, written, weight, judge, missing };
};
