// Results under the question box of a page while somebody types; its button opens the dialog.
flexmapSearch.suggest = ({ form, input, base, engine }) => {
  const MOST = 5;
  const { make } = flexmapSearch;
  const status = make("p", { className: "fm-suggest__status" });
  const list = make("div", { id: `${input.id}-results`, hidden: true });
  const box = make("div", { className: "fm-suggest", hidden: true }, status, list);
  form.append(box);
  const { show } = flexmapSearch.combobox({ input, list, status, most: MOST, base, first: false });

  const hide = () => {
    box.hidden = true;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  // Without the search the button leads to the table of all entries.
  const update = () => engine.then(() => {
    box.hidden = !input.value.trim();
    if (box.hidden) hide();
    else show();
  }, () => {});
  input.addEventListener("input", update);
  input.addEventListener("keydown", (event) => event.key === "Escape" && !box.hidden && (hide(), event.preventDefault()));
  form.addEventListener("focusout", ({ relatedTarget }) => form.contains(relatedTarget) || hide());
  form.addEventListener("submit", hide);
  // A press on a result must not take the focus away before it is followed.
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  update();
};
