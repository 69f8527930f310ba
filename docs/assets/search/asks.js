// Finds entries by the questions that they answer: the one that has most words in common with the
// query speaks for its entry.
flexmapSearch.asks = (entries, { weight }, { words, meaning, isPlain }, scores) => {
  const total = (terms) => [...terms].reduce((sum, term) => sum + weight(term), 0);
  const asked = entries.flatMap((entry) => (entry.asks ?? []).map((text) => {
    const terms = new Set(words(text).map(meaning));
    return { entry, terms, total: total(terms) };
  }));
  return (query, list) => {
    if (!isPlain(query)) return new Map();
    const worth = scores.ask * Math.min(1, list.length / 4);
    const wanted = new Set(list.map(meaning));
    const all = total(wanted);
    const found = new Map();
    for (const { entry, terms, total: own } of asked) {
      const common = total(new Set([...terms].filter((term) => wanted.has(term))));
      const score = worth * common / Math.sqrt(all * own);
      if (common && score > (found.get(entry)?.score ?? 0)) found.set(entry, { score });
    }
    return found;
  };
};
