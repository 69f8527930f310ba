// The ticks of the migration checklist are kept in this browser, and nowhere else.
(() => {
  const KEY = "flexmap-checklist";
  const boxes = [...document.querySelectorAll(".checklist input[type=checkbox]")];
  const line = document.querySelector("[data-ticked]");
  if (!boxes.length || !line) return;
  const status = line.querySelector("[role=status]");

  // Storage may be forbidden; the ticks then last as long as the page.
  const kept = (act) => {
    try {
      return act(localStorage);
    } catch {
      return null;
    }
  };

  const read = () => {
    const found = kept((storage) => JSON.parse(storage.getItem(KEY)));
    return new Set(Array.isArray(found) ? found : []);
  };

  const show = () => {
    const done = boxes.filter((box) => box.checked).length;
    status.textContent = `${done} of ${boxes.length} done.`;
    line.hidden = !done;
  };

  const fill = () => {
    const ticked = read();
    for (const box of boxes) box.checked = ticked.has(box.value);
    show();
  };

  const keep = () => {
    const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
    kept((storage) => storage.setItem(KEY, JSON.stringify(ticked)));
    show();
  };

  document.addEventListener("change", ({ target }) => {
    if (boxes.includes(target)) keep();
  });
  line.querySelector("button").addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    keep();
    boxes[0].focus();
  });
  // Another tab with the same page has changed them.
  addEventListener("storage", ({ key }) => {
    if (key === KEY || key === null) fill();
  });
  fill();
})();
