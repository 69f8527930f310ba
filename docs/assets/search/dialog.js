// The search as people see it: a dialog with a combobox and its list.
flexmapSearch.dialog = ({ opener, base, parameter, longest, engine }) => {
  // Results that are shown, and words that are named.
  const [MOST, NAMED] = [10, 4];

  const make = (tag, properties, ...inside) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...inside);
    return made;
  };
  const attributes = (element, values) => Object.entries(values).forEach(([name, value]) => element.setAttribute(name, value));

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
    const made = make("a", { href: address(hit.item), id: `fm-result-${at}`, className: "fm-result", tabIndex: -1 }, ...lines(hit));
    made.setAttribute("role", "option");
    return made;
  };

  // ---- the parts of the dialog ----

  const key = (name) => make("kbd", { textContent: name });
  const input = make("input", { type: "text", className: "fm-dialog__input", maxLength: longest, autocomplete: "off", spellcheck: false, enterKeyHint: "go", placeholder: "Operation, command, SDK call, path, error text, VF021 …" });
  const list = make("div", { id: "fm-results", className: "fm-dialog__list", hidden: true });
  const status = make("p", { className: "fm-dialog__status" });
  const close = make("button", { type: "button", className: "fm-dialog__close", textContent: "Close" });
  const keys = make("span", { className: "fm-dialog__keys" }, key("↑"), " ", key("↓"), " to choose, ", key("Enter"), " to open. ");
  const dialog = make("dialog", { className: "fm-dialog" },
    make("div", { className: "fm-dialog__bar" }, input, close), status, list,
    make("p", { className: "fm-dialog__foot" }, keys, make("a", { href: opener.href, textContent: "The whole table" })));
  attributes(dialog, { "aria-label": "Search" });
  attributes(input, { role: "combobox", "aria-label": "Search", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocapitalize: "off", autocorrect: "off" });
  attributes(list, { role: "listbox", "aria-label": "Results" });
  attributes(status, { role: "status" });

  // ---- what is shown ----

  let chosen = -1;
  const choose = (at) => {
    const options = [...list.children];
    chosen = options.length ? (at + options.length) % options.length : -1;
    options.forEach((made, index) => made.setAttribute("aria-selected", index === chosen));
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };

  const counted = ({ length }) => `${length === MOST ? `The best ${MOST}` : length} ${length === 1 ? "result" : "results"}`;
  const quoted = (list) => list.map((word) => `“${word}”`).join(", ") || "this";

  // What is said above the results: words that were read as others, what is not covered and why,
  // and last how many there are, or that no entry answers.
  const remarks = (query, hits, { nothing, topic, missing, corrected }) => {
    if (!query) return ["Type what you call today: the answer for Flexible comes first."];
    const lines = corrected.map(([typed, meant]) => `“${typed}” was read as “${meant}”.`);
    if (topic) lines.push(`Not covered: ${topic.title}. ${topic.reason}`);
    if (!hits.length) lines.push("Nothing found. Look through the whole table below.");
    else lines.push(nothing ? `No entry speaks of ${quoted(missing.slice(0, NAMED))}; nearest:` : counted(hits));
    return lines;
  };

  const show = () => {
    const query = input.value.trim();
    const answer = query ? flexmapSearch.search(query) : { hits: [] };
    const hits = answer.hits.slice(0, MOST);
    list.replaceChildren(...hits.map(option));
    list.classList.toggle("fm-dialog__list--nearest", Boolean(answer.nothing));
    list.setAttribute("aria-label", answer.nothing ? "Nearest entries" : "Results");
    list.hidden = !hits.length;
    list.scrollTop = 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    status.replaceChildren(...remarks(query, hits, answer).map((line) => make("span", { textContent: `${line} ` })));
    status.classList.toggle("fm-dialog__status--nothing", Boolean(answer.nothing));
    choose(hits.length ? 0 : -1);
  };

  const update = () => engine.then(show, () => {
    status.textContent = "The search could not be loaded. Look through the whole table below.";
  });

  // The query stands in the address while the dialog is open, so that it can be passed on. Fields
  // cut what is pasted into them, so neither grows without end.
  const remember = (query) => {
    const here = new URL(location.href);
    if (query) here.searchParams.set(parameter, query);
    else here.searchParams.delete(parameter);
    history.replaceState(history.state, "", here);
  };

  // ---- what people do ----

  let writing;
  input.addEventListener("input", () => {
    update();
    clearTimeout(writing);
    writing = setTimeout(() => dialog.open && remember(input.value.trim()), 200);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (step) choose(chosen + step);
    else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
    else return;
    event.preventDefault();
  });
  // The theme's keys, n for the next page among them, are for the page below.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  list.addEventListener("click", () => remember(input.value.trim()));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    if (dialog.open) return; // and opened again since
    clearTimeout(writing);
    remember("");
  });
  document.body.append(dialog);

  return {
    // Shows the dialog, with a query or with what was typed last.
    open(query) {
      if (!dialog.open) dialog.showModal();
      if (query !== undefined) input.value = query.slice(0, longest);
      input.focus();
      if (query === undefined) input.select();
      update();
    },
    // Shows the best results for a query in a section of a page.
    list(query, section) {
      return engine.then(() => {
        const hits = flexmapSearch.search(query.slice(0, longest)).hits.slice(0, 5);
        section.querySelector("ul").append(...hits.map((hit) => {
          const [title, ...rest] = lines(hit);
          return make("li", { className: "fm-result" }, make("a", { href: address(hit.item) }, title), ...rest);
        }));
        section.hidden = !hits.length;
      }, () => {});
    },
  };
};
