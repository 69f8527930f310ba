// Makes the sums anew when the reader changes the hours of a class.
(() => {
  const inputs = [...document.querySelectorAll("input[data-effort]")];
  const sums = [...document.querySelectorAll("[data-counts]")];
  const shown = (hours) => String(Math.round(hours * 10) / 10);
  const update = () => {
    const hours = inputs.map((input) => Math.max(0, Number(input.value) || 0));
    for (const sum of sums) {
      const counts = sum.dataset.counts.split(" ").map(Number);
      sum.textContent = shown(counts.reduce((all, count, at) => all + count * hours[at], 0));
    }
  };
  for (const input of inputs) input.addEventListener("input", update);
  document.documentElement.classList.add("scripted");
})();
