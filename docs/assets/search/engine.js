// Ranks entries and pages for a query. Plain words are MiniSearch's part; lookups.js adds what
// has a form of its own.
(() => {
  const { raws, words, pairs } = flexmapSearch;
  const FIELDS = { title: 4, keywords: 3, names: 2, properties: 2, summary: 1.5, errors: 2, headline: 1, others: 1, otherOptions: 0.5, id: 1, caveats: 0.8, within: 0.3 };

  // How many times better the best may be before a result is noise.
  const FAR = 8;

  // An instance of a Flexible set is a VM, and people call it so.
  const same = (word) => (word === "instanc" ? "vm" : word);
  const withPairs = (list) => [...list.map(same), ...pairs(list)];
  const terms = (text) => text.split("\n").map(words).flatMap(withPairs);

  const textOf = (item, field) => [item[field] ?? []].flat(2).join("\n");

  const everything = (item) => Object.keys(FIELDS).map((field) => textOf(item, field)).join("\n");

  // How many documents have a term.
  const count = (documents) => {
    const known = new Map();
    for (const item of documents) {
      for (const term of new Set(words(everything(item)))) known.set(term, (known.get(term) ?? 0) + 1);
    }
    return known;
  };

  // Most calls exist for the whole set and for one instance; titles and queries say which.
  const scopeOfTitle = (title) => (/\bone instance\b/i.test(title) ? "one" : /\bset\b/i.test(title) ? "set" : "");
  const scopeOfQuery = (query) => {
    if (/\b(?:one|single|an?|1) (?:instance|vm|virtual machine)\b/i.test(query)) return "one";
    return /\b(?:all|whole|entire|every|several|multiple|scale ?set)\b/i.test(query) ? "set" : "";
  };

  // What stands behind an option is a detail of the call.
  const details = (query) => raws(query.replace(/^.*?(?=\s--?\w|$)/s, ""));

  const engine = (data) => {
    const entries = data.entries.map((entry) => ({ ...entry, url: `entries/${entry.id}/` }));
    const documents = [...entries, ...data.pages];
    const written = new Set(documents.flatMap((item) => raws(everything(item))));
    const mend = flexmapSearch.mender(count(documents), written);
    const lookUp = flexmapSearch.lookups(entries, data.errors);
    const mini = new MiniSearch({
      fields: Object.keys(FIELDS),
      idField: "at",
      tokenize: terms,
      processTerm: (term) => term,
      extractField: (item, field) => (field === "at" ? item.at : textOf(item, field)),
    });
    mini.addAll(documents.map((item, at) => ({
      ...item, at, names: [...(item.names ?? []), ...(item.options ?? []).map(([name]) => name)],
    })));

    const byWords = (list, query, mended) => {
      const weak = new Set(details(query).flatMap(mended).map(same));
      const scope = scopeOfQuery(query);
      const whole = list.length;
      const last = new Set([same(list[whole - 1]), pairs(list).pop()]);
      const hits = mini.search(list.join(" "), {
        tokenize: () => withPairs(list),
        boost: FIELDS,
        boostTerm: (term) => (weak.has(term) ? 0.5 : 1),
        prefix: (term) => term.length > 1 && last.has(term),
        weights: { prefix: 0.35, fuzzy: 0 },
      });
      for (const hit of hits) {
        const met = list.map(same).filter((word) => hit.queryTerms.includes(word)).length;
        hit.score *= (met / whole) ** 0.5;
        if (scope && scopeOfTitle(documents[hit.id].title) === scope) hit.score *= 1.2;
      }
      return hits.sort((one, two) => two.score - one.score);
    };

    return (query) => {
      const typed = raws(query);
      const mended = (word) => mend(word, word === typed[typed.length - 1] && !/\s$/.test(query));
      const found = new Map();
      const add = (item, score, name) => {
        const hit = found.get(item) ?? { item, score: 0 };
        found.set(item, { item, score: hit.score + score, name: name ?? hit.name });
      };
      const hits = byWords(typed.flatMap(mended), query, mended);
      for (const { id, score } of hits) {
        add(documents[id], (score / hits[0].score) * (documents[id].verdict ? 1 : 0.5));
      }
      for (const matches of lookUp(query, mended)) {
        for (const [entry, { score, name }] of matches) add(entry, score, name);
      }
      const all = [...found.values()].sort((one, two) => two.score - one.score);
      return all.filter(({ score }) => score > all[0].score / FAR);
    };
  };

  flexmapSearch.index = (data) => {
    flexmapSearch.data = data;
    flexmapSearch.search = engine(data);
  };
})();
