// The search of the site: a dialog with a combobox and its list. What it searches with is
// loaded when somebody reaches for it, by scripts, so that the site also works from a disk.
// Without this script the control in the header is a link to the whole table.
(() => {
  const opener = document.querySelector(".fm-search");
  if (!opener) return;
  const base = new URL(opener.dataset.base.replace(/\/?$/, "/"), location.href);
  const PARAMETER = "search";
  const MOST = 10;

  // ---- loading ----

  const FILES = ["assets/search/minisearch.js", "assets/search/words.js", "assets/search/typos.js", "assets/search/lookups.js", "assets/search/engine.js", "search/index.js"];
  const script = (file) => new Promise((resolve, reject) => {
    const made = document.createElement("script");
    Object.assign(made, { src: new URL(file, base).href, async: false, onload: resolve, onerror: reject });
    document.head.append(made);
  });
  let loading;
  const load = () => (loading ??= Promise.all(FILES.map(script)));

  // ---- results ----

  const make = (tag, properties, ...inside) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...inside);
    return made;
  };

  // On a disk no server turns a folder into its page.
  const address = (item) => new URL(item.url + (location.protocol === "file:" ? "index.html" : ""), base).href;

  const lines = ({ item, name }) => {
    const { verdicts, categories } = flexmapSearch.data;
    const facts = item.verdict
      ? [
        make("span", { className: `verdict verdict--${item.verdict}`, textContent: verdicts[item.verdict] }), " ",
        make("span", { className: "fm-result__where", textContent: `${categories[item.category]} · ${item.ref}` }),
      ]
      : [make("span", { className: "fm-result__where", textContent: "Page" })];
    return [
      make("span", { className: "fm-result__title", textContent: item.title }), " ",
      make("span", { className: "fm-result__facts" }, ...facts), " ",
      make("span", { className: "fm-result__text", textContent: item.headline ?? item.summary }),
      ...(name ? [" ", make("span", { className: "fm-result__match" }, "Matches ", make("code", { textContent: name }))] : []),
    ];
  };

  // ---- the dialog ----

  const input = make("input", { type: "text", className: "fm-dialog__input", autocomplete: "off", spellcheck: false, enterKeyHint: "go", placeholder: "Operation, command, SDK call, path, error text, VF021 …" });
  const list = make("div", { id: "fm-results", className: "fm-dialog__list", hidden: true });
  const status = make("p", { className: "fm-dialog__status" });
  const close = make("button", { type: "button", className: "fm-dialog__close", textContent: "Close" });
  const dialog = make("dialog", { className: "fm-dialog" },
    make("div", { className: "fm-dialog__bar" }, input, close), status, list,
    make("p", { className: "fm-dialog__foot" },
      make("span", { className: "fm-dialog__keys" }, make("kbd", { textContent: "↑" }), " ", make("kbd", { textContent: "↓" }), " to choose, ", make("kbd", { textContent: "Enter" }), " to open. "),
      make("a", { href: opener.href, textContent: "The whole table" })));
  const attributes = (element, values) => Object.entries(values).forEach(([name, value]) => element.setAttribute(name, value));
  attributes(dialog, { "aria-label": "Search" });
  attributes(input, { role: "combobox", "aria-label": "Search", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocapitalize: "off", autocorrect: "off" });
  attributes(list, { role: "listbox", "aria-label": "Results" });
  attributes(status, { role: "status" });

  let chosen = -1;
  const choose = (at) => {
    const options = [...list.children];
    chosen = options.length ? (at + options.length) % options.length : -1;
    options.forEach((option, index) => option.setAttribute("aria-selected", index === chosen));
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };

  const say = (query, hits) => {
    if (!query) return "Type what you call today: the answer for Flexible comes first.";
    if (!hits.length) return "Nothing found. Look through the whole table below.";
    return `${hits.length === MOST ? `The best ${MOST}` : hits.length} ${hits.length === 1 ? "result" : "results"}`;
  };

  const show = () => {
    const query = input.value.trim();
    const hits = query ? flexmapSearch.search(query).slice(0, MOST) : [];
    list.replaceChildren(...hits.map((hit, at) => {
      const option = make("a", { href: address(hit.item), id: `fm-result-${at}`, className: "fm-result", tabIndex: -1 }, ...lines(hit));
      option.setAttribute("role", "option");
      return option;
    }));
    list.hidden = !hits.length;
    list.scrollTop = 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    status.textContent = say(query, hits);
    choose(hits.length ? 0 : -1);
  };

  // The query stands in the address while the dialog is open, so that it can be passed on.
  const remember = (query) => {
    const here = new URL(location.href);
    if (query) here.searchParams.set(PARAMETER, query);
    else here.searchParams.delete(PARAMETER);
    history.replaceState(history.state, "", here);
  };

  const update = () => load().then(show, () => {
    status.textContent = "The search could not be loaded. Look through the whole table below.";
  });

  const open = (query) => {
    if (!dialog.isConnected) document.body.append(dialog);
    if (!dialog.open) dialog.showModal();
    if (query !== undefined) input.value = query;
    input.focus();
    input.select();
    update();
  };

  let writing;
  input.addEventListener("input", () => {
    update();
    clearTimeout(writing);
    writing = setTimeout(() => dialog.open && remember(input.value.trim()), 200);
  });
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in steps) choose(chosen + steps[event.key]);
    else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", () => remember(input.value.trim()));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    clearTimeout(writing);
    remember("");
  });

  // ---- ways in ----

  attributes(opener, { role: "button", "aria-haspopup": "dialog" });
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    open();
  });
  for (const name of ["pointerenter", "focus"]) opener.addEventListener(name, () => load().catch(() => {}), { once: true });

  const typing = (element) => element.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    const free = !event.altKey && !event.ctrlKey && !event.metaKey && !dialog.open && !typing(event.target);
    if (!free || !["/", "s"].includes(event.key)) return;
    event.preventDefault();
    open();
  });

  // `<form data-search>` with a field of that name is a question box anywhere on a page.
  for (const form of document.querySelectorAll("form[data-search]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      open(form.elements[PARAMETER].value);
    });
  }

  const asked = new URLSearchParams(location.search).get(PARAMETER);
  if (asked) open(asked);

  // ---- a page that is not there: its address says what was looked for ----

  const missing = document.querySelector("[data-search-address]");
  if (missing) {
    const path = decodeURIComponent(location.pathname).slice(base.pathname.length);
    const query = path.replace(/\b(index\.)?html?\b|\bentries\b/g, " ").replace(/[/_.-]+/g, " ").trim();
    load().then(() => {
      const hits = query ? flexmapSearch.search(query).slice(0, 5) : [];
      if (!hits.length) return;
      missing.querySelector("ul").append(...hits.map((hit) => {
        const [title, ...rest] = lines(hit);
        return make("li", { className: "fm-result" }, make("a", { href: address(hit.item) }, title), ...rest);
      }));
      missing.hidden = false;
    }, () => {});
  }
})();
