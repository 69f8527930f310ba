// Ranks entries and pages for a query. Plain words are MiniSearch's part; lookups.js adds what
// has a form of its own, and asks.js the questions that entries answer.
(() => {
  // An option of the query, and all that stands behind it, is a detail of the call.
  const DETAILS = /^.*?(?=\s--?\w|$)/s;

  // The better one first; of two that are as good, the one that stands first.
  const rounded = (score) => Math.round(score * 1e9);
  const order = (one, first, two, second) => rounded(two) - rounded(one) || first - second;

  const textOf = (item, field) => [item[field] ?? []].flat(2).join("\n");

  // Most calls exist for the whole set and for one instance; titles and queries say which.
  const scopeOfTitle = (title) => (/\bone instance\b/i.test(title) ? "one" : /\bset\b/i.test(title) ? "set" : "");
  const scopeOfQuery = (query) => {
    if (/\b(?:one|single|an?|1) (?:instance|vm|virtual machine|machine|node)\b/i.test(query)) return "one";
    return /\b(?:all|whole|entire|every|several|multiple|scale ?set)\b/i.test(query) ? "set" : "";
  };

  const engine = (data) => {
    const { fields, scores } = data.rules;
    const text = flexmapSearch.words(data.rules);
    const { raws, words, meaning, pairs } = text;
    const everything = (item) => Object.keys(fields).map((field) => textOf(item, field)).join("\n");
    const withPairs = (list) => [...list.map(meaning), ...pairs(list)];

    const entries = data.entries.map((entry) => ({ ...entry, url: `entries/${entry.id}/` }));
    const documents = [...entries, ...data.pages];
    const foreign = data.rules.foreign.map((pattern) => new RegExp(pattern));
    const placeOf = new Map(documents.map((item, at) => [item, at]));
    const known = flexmapSearch.known(documents, everything, text, scores);
    const named = entries.flatMap((entry) => [entry.names ?? [], entry.properties ?? [], entry.keywords]).flat();
    const joined = new Map(named.map((name) => name.split(".").pop()).map((name) => [raws(name).join(""), { name, terms: words(name) }]));
    const mend = flexmapSearch.mender(known.count, known.written, joined, text);
    const lookUp = flexmapSearch.lookups(entries, data, text);
    const ask = flexmapSearch.asks(entries, known, text, scores);
    // The topic that no entry covers and that has most words of the question.
    const topics = data.uncovered.flatMap((topic) => topic.words.map((phrase) => ({ topic, terms: words(phrase).map(meaning) })));
    topics.sort((one, two) => two.terms.length - one.terms.length);
    const topicOf = (judged) => {
      const typed = new Set(judged.map(({ word }) => meaning(text.stem(word))));
      return topics.find(({ terms }) => terms.every((term) => typed.has(term)))?.topic;
    };
    const mini = new MiniSearch({
      fields: Object.keys(fields),
      idField: "at",
      tokenize: (all) => all.split("\n").map(words).flatMap(withPairs),
      processTerm: (term) => term,
      extractField: (item, field) => (field === "at" ? item.at : textOf(item, field)),
    });
    mini.addAll(documents.map((item, at) => ({
      ...item, at, names: [...(item.names ?? []), ...(item.options ?? []).map(([name]) => name)],
    })));

    // Commands and names are no questions.
    const places = (query) => Object.keys(fields).filter((field) => field !== "asks" || text.isPlain(query));

    const byWords = (list, query, terms) => {
      const weak = new Set(raws(query.replace(DETAILS, "")).flatMap(terms).map(meaning));
      const scope = scopeOfQuery(query);
      const last = new Set([meaning(list[list.length - 1]), pairs(list).pop()]);
      const hits = mini.search(list.join(" "), {
        tokenize: () => withPairs(list),
        boost: fields,
        fields: places(query),
        boostTerm: (term) => (weak.has(term) ? scores.detail : 1),
        prefix: (term) => term.length > 1 && last.has(term),
        weights: { prefix: scores.prefix, fuzzy: 0 },
      });
      for (const hit of hits) {
        const met = list.map(meaning).filter((word) => hit.queryTerms.includes(word)).length;
        hit.score *= (met / list.length) ** 0.5;
        if (scope && scopeOfTitle(documents[hit.id].title) === scope) hit.score *= scores.scope;
      }
      return hits.sort((one, two) => order(one.score, one.id, two.score, two.id));
    };

    return (query) => {
      const typed = raws(query);
      const meant = (word) => mend(word, word === typed[typed.length - 1] && !/\s$/.test(query));
      const terms = (word) => meant(word).terms;
      const list = typed.flatMap(terms);
      const found = new Map();
      const add = (item, score, name) => {
        const hit = found.get(item) ?? { item, score: 0 };
        found.set(item, { item, score: hit.score + score, name: name ?? hit.name });
      };
      const hits = list.length ? byWords(list, query, terms) : [];
      for (const { id, score } of hits) {
        add(documents[id], (score / hits[0].score) * (documents[id].verdict ? 1 : scores.page));
      }
      const matches = lookUp(query, terms);
      const asked = ask(query, list);
      for (const match of [...matches, asked]) {
        for (const [entry, { score, name }] of match) add(entry, score, name);
      }
      const all = [...found.values()].sort((one, two) => order(one.score, placeOf.get(one.item), two.score, placeOf.get(two.item)));
      const judged = typed.map((word) => ({ word, ...meant(word) }));
      const scoreOf = (match) => match.get(all[0]?.item)?.score ?? 0;
      const sure = Math.max(0, ...matches.map(scoreOf));
      const topic = topicOf(judged);
      const offTopic = Boolean(topic) && sure < (text.isPlain(query) ? scores.sure : scores.named) && scoreOf(asked) < scores.onTopic;
      const isOther = foreign.some((pattern) => pattern.test(query.trim())) && sure < scores.named;
      const nothing = isOther || known.judge(judged, all[0]?.item, sure, scoreOf(asked));
      return {
        hits: all.filter(({ score }) => score > all[0].score / scores.far),
        // That no entry covers the question, the topic that says why, and the words without one.
        nothing: nothing || offTopic,
        topic: offTopic ? topic : undefined,
        missing: known.missing(judged, all[0]?.item),
        corrected: judged.filter(({ unknown, close }) => unknown && close).map(({ word, meant: other }) => [word, other]),
      };
    };
  };

  flexmapSearch.index = (data) => {
    flexmapSearch.data = data;
    flexmapSearch.search = engine(data);
  };
})();
