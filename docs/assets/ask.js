// The question box opens the site's own search with its words. Without this script, or where
// no search is found, the form leads to the table of every entry, which filters by them.
(() => {
  const form = document.querySelector("form.ask");
  if (!form) return;
  const box = form.querySelector("input");

  // The search of the page, whatever builder or script put it there.
  const search = () =>
    [...document.querySelectorAll("[data-md-component=search-query], [role=search] input")].find(
      (input) => !form.contains(input),
    );

  const ask = (words) => {
    const input = search();
    if (!input) return false;
    const toggle = document.querySelector("input[data-md-toggle=search]");
    if (toggle && !toggle.checked) toggle.click();
    input.value = words;
    input.focus();
    for (const name of ["input", "keyup"]) input.dispatchEvent(new Event(name, { bubbles: true }));
    return true;
  };

  form.addEventListener("submit", (event) => {
    const words = box.value.trim();
    if (!words) {
      event.preventDefault();
      box.focus();
    } else if (ask(words)) event.preventDefault();
  });

  // From the address bar of a browser, see opensearch.xml.
  const asked = new URLSearchParams(location.search).get("ask");
  if (asked) {
    box.value = asked;
    addEventListener("load", () => ask(asked) || form.requestSubmit());
  }
})();
