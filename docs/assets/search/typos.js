// Mends words that nobody knows: each becomes the known word that is closest to it.
(() => {
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

  // `known` gives how often a word occurs; of several that are as close, the most frequent wins.
  flexmapSearch.mender = (known) => {
    const all = [...known.keys()];
    const starts = (part) => all.some((word) => word.startsWith(part));
    const mended = new Map();
    const closest = (word) => {
      const most = word.length > 5 ? 2 : 1;
      let [best, least, often] = [word, most + 1, 0];
      for (const other of all) {
        const away = distance(word, other, Math.min(most, least)) + (other[0] === word[0] ? 0 : 0.5);
        const count = known.get(other);
        if (away < least || (away === least && count > often)) [best, least, often] = [other, away, count];
      }
      return best;
    };
    return (word, typing) => {
      if (known.has(word) || word.length < 3 || /\d/.test(word) || (typing && starts(word))) return word;
      if (!mended.has(word)) mended.set(word, closest(word));
      return mended.get(word);
    };
  };
})();
