// The search as people see it: a dialog with a combobox and its list.
flexmapSearch.dialog = ({ opener, base, parameter, longest, engine }) => {
  const MOST = 10;
  const { make } = flexmapSearch;

  // ---- the parts of the dialog ----

  const key = (name) => make("kbd", { textContent: name });
  const input = make("input", { type: "text", className: "fm-dialog__input", maxLength: longest, autocomplete: "off", spellcheck: false, enterKeyHint: "go", placeholder: "Question, command, SDK call, path, error text, VF021 …" });
  const list = make("div", { id: "fm-results", className: "fm-dialog__list", hidden: true });
  const status = make("p", { className: "fm-dialog__status" });
  const close = make("button", { type: "button", className: "fm-dialog__close", textContent: "Close" });
  const keys = make("span", { className: "fm-dialog__keys" }, key("↑"), " ", key("↓"), " to choose, ", key("Enter"), " to open. ");
  const dialog = make("dialog", { className: "fm-dialog" },
    make("div", { className: "fm-dialog__bar" }, input, close), status, list,
    make("p", { className: "fm-dialog__foot" }, keys, make("a", { href: opener.href, textContent: "The whole table" })));
  dialog.setAttribute("aria-label", "Search");
  input.setAttribute("aria-label", "Search");
  const { show, lines, address } = flexmapSearch.combobox({ input, list, status, most: MOST, base, first: true });

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
