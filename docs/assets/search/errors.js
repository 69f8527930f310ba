// Finds entries by an error as people paste it: with colours, times, ids and names of their own.
// flexmap/mapping/errors.py does the same in the command, by the same rules and scores, which
// stand in flexmap/rules/errors.json and come with the index. A test runs both.
(() => {
  // The words of an error, in lower case, without what differs from one time to the next.
  const normaliser = ({ before, steps, word }) => {
    const compiled = (list) => list.map(([pattern, instead]) => [new RegExp(pattern, "g"), instead]);
    const [first, then] = [compiled(before), compiled(steps)];
    const replaced = (text, list) => list.reduce((made, [from, to]) => made.replace(from, () => to), text);
    return (text) => replaced(replaced(text, first).toLowerCase(), then).match(new RegExp(word, "g")) ?? [];
  };

  // Neighbouring words; a word that stands alone is a pair with nothing.
  const pairs = (list) => new Set(list.length === 1 ? [`${list[0]} `] : list.slice(1).map((word, at) => `${list[at]} ${word}`));

  flexmapSearch.pasted = ({ rules, known }, entries) => {
    const normal = normaliser(rules);
    const { enough, code, near, bonus, fewest } = rules.scores;
    const errors = known.map(([text, codes, places]) => ({
      text,
      pairs: pairs(normal(text)),
      codes: codes.map((name) => normal(name).join("")),
      entries: places.map((place) => entries[place]),
    }));

    const score = (error, words, there) => {
      const met = [...error.pairs].filter((pair) => there.has(pair)).length;
      let share = error.pairs.size ? met / error.pairs.size : 0;
      // A piece of the text, and nothing else.
      if (share < enough && there.size >= fewest && met === there.size) share = enough;
      const hasCode = error.codes.some((name) => words.includes(name));
      if (share >= enough) return { error, total: share + (hasCode ? bonus : 0), met };
      return { error, total: hasCode ? code : 0, met: 0 };
    };

    // The entries, best first, each with its score and the text that was found.
    const find = (query) => {
      const words = normal(query);
      const there = pairs(words);
      const found = errors.map((error) => score(error, words, there)).filter(({ total }) => total);
      const best = Math.max(...found.map(({ total }) => total));
      const hits = new Map();
      for (const { error, total } of found.sort((one, two) => two.total - one.total || two.met - one.met)) {
        if (total < near * best) continue;
        for (const entry of error.entries) {
          if (!hits.has(entry)) hits.set(entry, { entry, score: total, text: error.text });
        }
      }
      return [...hits.values()];
    };
    return { normal, find };
  };
})();
