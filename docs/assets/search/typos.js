// Mends words that nobody knows: each becomes the two known words that it is made of, or the known
// word that is closest to it.
(() => {
  const { stem } = flexmapSearch;

  // Letters to add, drop, change or swap (optimal string alignment), or Infinity beyond `most`.
  const distance = (one, two, most) => {
    if (Math.abs(one.length - two.length) > most) return Infinity;
    let [before, last] = [[], Array.from({ length: two.length + 1 }, (_, at) => at)];
    for (let row = 1; row <= one.length; row += 1) {
      const next = [row];
      let least = row;
      for (let at = 1; at <= two.length; at += 1) {
        const same = one[row - 1] === two[at - 1];
        let cost = Math.min(last[at] + 1, next[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
        const swapped = row > 1 && at > 1 && one[row - 1] === two[at - 2] && one[row - 2] === two[at - 1];
        if (swapped) cost = Math.min(cost, before[at - 2] + 1);
        next.push(cost);
        least = Math.min(least, cost);
      }
      if (least > most) return Infinity;
      [before, last] = [last, next];
    }
    return last[two.length];
  };

  // `count` gives how often a term occurs, `written` the words as they are written. Of several
  // terms that are as close, the most frequent is meant.
  flexmapSearch.mender = (count, written) => {
    const known = [...count.keys()];
    const remembered = new Map();

    const halves = (word) => {
      for (let at = 3; at <= word.length - 3; at += 1) {
        const [one, two] = [word.slice(0, at), word.slice(at)];
        if (written.has(one) && written.has(two)) return [stem(one), stem(two)];
      }
      return undefined;
    };

    const closest = (term) => {
      const most = term.length > 5 ? 2 : 1;
      let [best, least, often] = [term, most + 1, 0];
      for (const other of known) {
        const away = distance(term, other, Math.min(most, least)) + (other[0] === term[0] ? 0 : 0.5);
        if (away < least || (away === least && count.get(other) > often)) [best, least, often] = [other, away, count.get(other)];
      }
      return best;
    };

    // The terms that were meant; a word that is still being typed may be the start of one.
    return (word, typing) => {
      const term = stem(word);
      if (count.has(term) || term.length < 3 || /\d/.test(term)) return [term];
      if (typing && known.some((other) => other.startsWith(term))) return [term];
      if (!remembered.has(word)) remembered.set(word, halves(word) ?? [closest(term)]);
      return remembered.get(word);
    };
  };
})();
