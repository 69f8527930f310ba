// Finds entries by what has a form of its own: a reference, a path, the name of an operation or
// property in some client, the text of an error. Each look-up takes a query and returns a Map
// from entry to {score, name}, where 1 is about what the best match of plain words gets.
(() => {
  const better = (found, entry, score, name) => {
    if (score > (found.get(entry)?.score ?? 0)) found.set(entry, { score, name });
  };

  // ---- references: VF021, vf 21 ----

  const refs = (entries) => (query) => {
    const numbers = [...query.matchAll(/\bvf[\s-]?0*(\d{1,4})\b/gi)].map((match) => Number(match[1]));
    const found = new Map();
    for (const entry of entries) {
      if (numbers.includes(Number(entry.ref.slice(2)))) better(found, entry, 5);
    }
    return found;
  };

  // ---- paths: fixed segments are compared from the end on ----

  const segments = (path) => path.toLowerCase()
    .replace(/^\w+:\/\/[^/]*/, "").replace(/[?#].*/, "")
    .split("/").filter((part) => part && part !== "..." && part !== "…");

  // How many fixed segments agree; names of things may be left out of the path.
  const agree = (pattern, path) => {
    if (!path.length || !pattern.length) return 0;
    const [last, rest] = [pattern[pattern.length - 1], pattern.slice(0, -1)];
    if (last.startsWith("{")) return Math.max(agree(rest, path.slice(0, -1)), agree(rest, path) - 0.5);
    return last === path[path.length - 1] ? 1 + Math.max(0, agree(rest, path.slice(0, -1))) : -Infinity;
  };

  const METHODS = /\b(get|put|post|patch|delete)\b/i;
  // The type of a resource with the version of its API is no path.
  const DATED = /virtualmachine\w*@\d{4}-\d\d-\d\d/i;
  // Elsewhere a slash joins words: "list/show".
  const OURS = /\/subscriptions\/|\bvirtualmachine|\bmicrosoft\.compute\/[a-z]+\//i;

  const paths = (entries) => {
    const calls = entries.flatMap((entry) => [[entry.calls, 1], [entry.otherCalls, 0.6]].flatMap(
      ([list, weight]) => (list ?? []).map((call) => {
        const [method, path] = call.split(" ");
        return { entry, call, method, pattern: segments(path), weight };
      }),
    ));
    return (query) => {
      const found = new Map();
      const chunk = query.split(/\s+/).find((part) => part.includes("/"));
      const rest = chunk ? query.replace(chunk, " ") : "";
      const asked = rest.match(METHODS)?.[1].toUpperCase();
      const isAlone = !rest.replace(METHODS, "").trim() && (asked || chunk?.startsWith("/"));
      if (!chunk || DATED.test(chunk) || !(isAlone || OURS.test(chunk))) return found;
      const path = segments(chunk.replace(/["'`,;]/g, ""));
      for (const { entry, call, method, pattern, weight } of calls) {
        const agreed = agree(pattern, path);
        const fits = asked ? (asked === method ? 0.4 : -0.4) : (method === "GET" ? 0.1 : 0);
        if (agreed > 0) better(found, entry, (agreed + fits) * weight, call);
      }
      const best = Math.max(...[...found.values()].map(({ score }) => score));
      for (const hit of found.values()) hit.score = 3 * (hit.score / best) ** 4;
      return found;
    };
  };

  // ---- names: every run of the query's words that is the name of something ----

  const LONGEST = 16;
  // What `@2024-07-01` behind a type names.
  const VERSION = "apiversion";
  // What one entry alone is called.
  const OWN = new Set(["id", "title"]);
  const KEY = /([A-Za-z_][\w.]*)["']?\s*(?:[:=](?![:=/])|\{)/g;
  const isLoose = (field, name) => ["title", "keywords"].includes(field)
    ? !/^az |-az|--/.test(name)
    : field === "properties" && !name.includes(".");

  // A keyword with an option is as good as a name; the end of a path is a little less.
  const sureOf = (sure, name, end) => (name.includes(" --") ? 0.9 : sure) * (end === name ? 1 : 0.9);

  // Fields that are worth showing when they match; the others are seen in a result anyway.
  const SHOWN = new Set(["names", "about", "types", "rare", "options", "properties", "others", "otherOptions", "within"]);

  // A property's path is known by its end: `osDisk.deleteOption`.
  const ends = (name) => {
    const parts = name.replaceAll("[]", "").split(".");
    return parts.map((_, at) => parts.slice(at).join("."));
  };

  const names = (entries, { words, core, withoutArguments, isPlain }, SURE) => {
    const book = new Map();
    for (const entry of entries) {
      for (const [field, sure] of Object.entries(SURE)) {
        for (const [name, ...options] of [entry[field] ?? []].flat().map((value) => [value].flat())) {
          for (const end of field === "properties" ? ends(name) : [name]) {
            const key = core(words(withoutArguments(end))).join("");
            if (!book.has(key)) book.set(key, []);
            book.get(key).push({ entry, name, options, field, loose: isLoose(field, end), sure: sureOf(sure, name, end) });
          }
        }
      }
    }
    // What stands before a colon, an equals sign or a brace of a piece of a template, with what
    // it stands in: `upgradePolicy: { mode:` is `upgradePolicy.mode`, too.
    const keys = (query) => {
      const single = [...query.matchAll(KEY)].map(([, key]) => key);
      return [...single, ...single.slice(1).map((key, at) => `${single[at]}.${key}`)];
    };
    return (query, list) => {
      const typed = query.toLowerCase().split(/[\s"']+/);
      const plain = isPlain(query);
      const found = new Map();
      for (const key of keys(query)) {
        const parts = words(key);
        for (const { entry, name, sure, loose } of book.get(core(parts).join("")) ?? []) {
          if (parts.length > 1 || !loose) better(found, entry, sure * (0.7 + 0.1 * parts.length), name);
        }
      }
      for (const { entry, name, sure } of DATED.test(query) ? book.get(VERSION) ?? [] : []) better(found, entry, 2.5 * sure, name);
      for (let from = 0; from < list.length; from += 1) {
        for (let to = from + 1; to <= Math.min(list.length, from + LONGEST); to += 1) {
          const share = (to - from) / list.length;
          if (to - from < 2 && share < 1) continue;
          for (const { entry, name, options, field, loose, sure } of book.get(list.slice(from, to).join("")) ?? []) {
            const lacks = options.some((option) => !typed.includes(option.toLowerCase()));
            const fits = lacks ? 0.6 : 1 + 0.4 * options.length;
            const [one, two] = [query.trim().toLowerCase(), name.toLowerCase()];
            const as = one === two ? (OWN.has(field) ? 2 : 0.5) : one.includes(two) ? 0.2 : 0;
            const whole = plain || loose ? share ** 2 : 1;
            better(found, entry, sure * fits * whole * (0.5 + 0.25 * share + 0.1 * (to - from) + as), SHOWN.has(field) ? name : undefined);
          }
        }
      }
      return found;
    };
  };

  // ---- errors: the longest run of words that query and error have in common ----

  const run = (one, two) => {
    let [longest, before] = [0, []];
    for (const word of one) {
      const next = two.map((other, at) => (other === word ? (before[at - 1] ?? 0) + 1 : 0));
      longest = Math.max(longest, ...next);
      before = next;
    }
    return longest;
  };

  const errors = (entries, { words }) => {
    const texts = entries.flatMap((entry) => (entry.errors ?? []).map((text) => ({ entry, text, list: words(text) })));
    return (query, list) => {
      const found = new Map();
      for (const { entry, text, list: known } of texts) {
        const common = run(list, known);
        // An error's code has no spaces: it has to be the whole query, or the query its whole.
        const enough = text.includes(" ") ? 4 : known.length;
        if (common > 3 || (common === list.length && common >= enough)) better(found, entry, 1.5 * (common / list.length) ** 2, text);
      }
      return found;
    };
  };

  // ---- errors as they are pasted: the share of a known text that was found ----

  // What an error is about stands first among the entries that quote it.
  const pasted = (entries, known) => {
    const { find } = flexmapSearch.pasted(known, entries);
    return (query) => new Map(find(query).map(({ entry, score, text }, at) => [entry, { score: 4 * score * 0.6 ** at, name: text }]));
  };

  flexmapSearch.lookups = (entries, { errors: known, rules }, text) => {
    const { raws, core, withoutArguments } = text;
    const [byRef, byPath, byName, byError] = [refs, paths, names, errors].map((make) => make(entries, text, rules.sure));
    const byPasted = pasted(entries, known);
    // `mend` gives the terms that were meant by a word.
    return (query, mend) => [
      byRef(query),
      byPath(query),
      byName(query, core(raws(withoutArguments(query)).flatMap(mend))),
      byError(query, raws(query).flatMap(mend)),
      byPasted(query),
    ];
  };
})();
