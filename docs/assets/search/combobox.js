// A field with a list of results under it: the dialog's, and the question box of a page.
flexmapSearch.combobox = ({ input, list, status, most, base, first }) => {
  const make = flexmapSearch.make;
  // Words that are named.
  const NAMED = 4;

  // ---- results ----

  // On a disk no server turns a folder into its page.
  const address = (item) => new URL(item.url + (location.protocol === "file:" ? "index.html" : ""), base).href;

  const facts = ({ verdict, category, ref }) => {
    if (!verdict) return [make("span", { className: "fm-result__where", textContent: "Page" })];
    const { verdicts, categories } = flexmapSearch.data;
    return [
      make("span", { className: `verdict verdict--${verdict}`, textContent: verdicts[verdict] }), " ",
      make("span", { className: "fm-result__where", textContent: `${categories[category]} · ${ref}` }),
    ];
  };

  const lines = ({ item, name }) => [
    make("span", { className: "fm-result__title", textContent: item.title }), " ",
    make("span", { className: "fm-result__facts" }, ...facts(item)), " ",
    make("span", { className: "fm-result__text", textContent: item.headline ?? item.summary }),
    ...(name ? [" ", make("span", { className: "fm-result__match" }, "Matches ", make("code", { textContent: name }))] : []),
  ];

  const option = (hit, at) => {
    const made = make("a", { href: address(hit.item), id: `${list.id}-${at}`, className: "fm-result", tabIndex: -1 }, ...lines(hit));
    made.setAttribute("role", "option");
    return made;
  };

  // ---- what is said above them ----

  const counted = ({ length }) => `${length === most ? `The best ${most}` : length} ${length === 1 ? "result" : "results"}`;
  const quoted = (words) => words.map((word) => `“${word}”`).join(", ") || "this";

  // Words that were read as others, what is not covered and why, and last how many results there
  // are, or that no entry answers.
  const remarks = (query, hits, { nothing, topic, missing, corrected }) => {
    if (!query) return ["Type what you call today: the answer for Flexible comes first."];
    const said = corrected.map(([typed, meant]) => `“${typed}” was read as “${meant}”.`);
    if (topic) said.push(`Not covered: ${topic.title}. ${topic.reason}`);
    if (!hits.length) said.push("Nothing found. Look through the whole table.");
    else said.push(nothing ? `No entry covers ${quoted(missing.slice(0, NAMED))}; nearest:` : counted(hits));
    return said;
  };

  // ---- what is shown and chosen ----

  let chosen = -1;
  const choose = (at) => {
    const options = [...list.children];
    chosen = options.length ? (at + options.length) % options.length : -1;
    options.forEach((made, index) => made.setAttribute("aria-selected", index === chosen));
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };
  const leave = () => {
    chosen = -1;
    for (const made of list.children) made.setAttribute("aria-selected", false);
    input.removeAttribute("aria-activedescendant");
  };

  const show = () => {
    const query = input.value.trim();
    const answer = query ? flexmapSearch.search(query) : { hits: [] };
    const hits = answer.hits.slice(0, most);
    list.replaceChildren(...hits.map(option));
    list.classList.toggle("fm-nearest", Boolean(answer.nothing));
    list.setAttribute("aria-label", answer.nothing ? "Nearest entries" : "Results");
    list.hidden = !hits.length;
    list.scrollTop = 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    status.replaceChildren(...remarks(query, hits, answer).map((line) => make("span", { textContent: `${line} ` })));
    status.classList.toggle("fm-nothing", Boolean(answer.nothing));
    if (first && hits.length) choose(0);
    else leave();
  };

  const attributes = {
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocapitalize: "off", autocorrect: "off",
  };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Results");
  status.setAttribute("role", "status");
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || list.hidden) return;
    if (step) choose(chosen < 0 && step < 0 ? -1 : chosen + step);
    else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
    else return;
    event.preventDefault();
  });
  return { show, lines, address };
};

flexmapSearch.make = (tag, properties, ...inside) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};
