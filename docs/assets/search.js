/* The search engine: finds records in the files that hooks/movement/render/search/ writes. It has no interface of its own
   (search-ui.js has), needs no server and loads nothing before the first question, be it typed or in the address.
   Files are scripts, not JSON, because a page opened from a USB stick (file://) may load scripts and nothing else. */
"use strict";
window.MovementSearch = (() => {
  const ROOT = new URL("../", document.currentScript.src);
  const ENOUGH = 10; // complete matches after which words far apart are no longer looked for
  const MOST_REQUESTS = 14, FIRST_ROWS = 8, FEWEST_ROWS = 5, PREFIX_SHARDS = 3; // with this script and the interface: 16 requests
  const ALL_PAIRS = 4; // words up to which all pairs are asked for at once
  const KEPT_FILES = 48; // the tab holds no more of what it has loaded
  const PLACE_WEIGHT = [8, 3, 1.6, 1]; // the document's own number, title, names, body
  const RECORD = ["number_", "url", "title", "summary", "number", "names", "sections", "collection", "sectors", "topics", "provinces", "year", "state", "date", "standing"];

  class Damaged extends Error {}

  // --- Loading: each file calls movementSearch(name, content) ---------------------------------------------------------
  const received = new Map(), loaded = new Map();
  window.movementSearch = (name, content) => received.set(name, content);

  function load(name, version) {
    const path = version ? `${name}.${version}.js` : `${name}.js`;
    const content = loaded.get(path) ?? fetched(name, path);
    loaded.delete(path);
    loaded.set(path, content); // the file used last is the last to be forgotten
    if (loaded.size > KEPT_FILES) loaded.delete(loaded.keys().next().value);
    return content;
  }

  const fetched = (name, path) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => { loaded.delete(path); script.remove(); reject(new Damaged(path)); };
    script.onerror = fail;
    // A cut-off file is a syntax error: it "loads", but hands nothing over.
    script.onload = () => {
      script.remove();
      if (!received.has(name)) return fail();
      resolve(received.get(name));
      received.delete(name);
    };
    script.fetchPriority = "high";
    script.src = new URL(`tim-kiem/du-lieu/${path}`, ROOT);
    document.head.append(script);
  });

  const fileName = (start) => start.slice(0, 24).replace(/[^a-z0-9]/gu, (char) => char === " " ? "-" : "_" + char.codePointAt(0).toString(16))
    .replace(/^(con|prn|aux|nul|(com|lpt)[0-9])$/, "$1_"); // names that Windows keeps for devices

  let opened; // the manifest, made ready
  const open = () => opened ??= load("muc-luc").then(prepare).catch((error) => { opened = undefined; throw error; });

  function prepare(manifest) {
    const values = new Uint8Array(128), base = manifest.digits.length / 2;
    [...manifest.digits].forEach((char, value) => { values[char.charCodeAt(0)] = value; });
    const digit = (char) => values[char.charCodeAt(0)];
    const decode = (text) => { // rising numbers, written as steps
      const numbers = [];
      let previous = -1, number = 0, weight = 1;
      for (let at = 0; at < text.length; at++) {
        const value = values[text.charCodeAt(at)];
        if (value >= base) { number += (value - base) * weight; weight *= base; continue; }
        numbers.push(previous += number + value * weight + 1);
        number = 0; weight = 1;
      }
      return numbers;
    };
    const tables = Object.fromEntries(Object.entries(manifest.tables).map(([table, [starts, digests]]) => {
      const list = starts ? starts.split("|") : [];
      return [table, { starts: list, digest: (at) => digests.slice(at * 4, at * 4 + 4) }];
    }));
    const [records, block, blocks] = manifest.records;
    return { ...manifest, decode, digit, tables, folding: folding(manifest.fold), standings: manifest.standings.map((numbers) => new Set(decode(numbers))),
      records: { starts: decode(records), version: (start) => blocks[Math.floor(start / block)] } };
  }

  // --- Words: the same rules as hooks/movement/vietnamese.py, which hands its table over in the manifest ---------------
  function folding({ marks, letters, tones }) {
    const anyMark = new RegExp(`[${marks[0]}-${marks[1]}]`, "gu"), anyTone = new RegExp(`[${tones}]`, "gu");
    const remembered = (make) => { const known = new Map(); return (text) => { if (!known.has(text)) known.set(text, make(text)); return known.get(text); }; };
    const fold = remembered((text) => [...text.normalize("NFD").toLowerCase().replace(anyMark, "")].map((char) => letters[char] ?? char).join("").normalize("NFC"));
    const accents = remembered((word) => { // the tone behind the letters: hoà and hòa are one word
      const parts = word.toLowerCase().replace(/[ðɖ]/gu, "đ").normalize("NFD");
      return parts.replace(anyTone, "").normalize("NFC") + (parts.match(anyTone) ?? []).join("");
    });
    // How well the accents of a found word answer those typed: the same, not contradicted, another word.
    const agreement = (found, typed) => {
      if (accents(found) === typed) return 1;
      const left = [...accents(found).normalize("NFD")];
      return [...typed.normalize("NFD")].every((char) => {
        const at = left.findIndex((one) => one === char || (one === "đ" && char === "d"));
        return at >= 0 && left.splice(at, 1);
      }) ? 0.9 : 0.3;
    };
    return { fold, accents, agreement };
  }

  const WORD = /[0-9]+|[\p{L}\p{No}\p{Nl}]+/gu;
  const withoutZeros = (word) => word[0] === "0" ? word.replace(/^0+(?=.)/u, "") : word;

  /** A question as words, with the quoted phrases as [first, last] word places. */
  function parse(question, { fold, accents }) {
    const words = [], phrases = [];
    for (const [piece, quoted] of question.normalize("NFC").matchAll(/["“”]([^"“”]*)["“”]|[^"“”]+/gu)) {
      const first = words.length;
      for (const [typed] of (quoted ?? piece).toLowerCase().matchAll(WORD)) {
        const word = withoutZeros(typed);
        words.push({ typed: word, key: fold(word), accents: accents(word) });
      }
      if (quoted !== undefined && words.length > first + 1) phrases.push([first, words.length - 1]);
    }
    const accented = words.some((word) => word.accents !== word.key);
    const unfinished = words.length > 0 && /[\p{L}\p{N}]$/u.test(question) && words[words.length - 1].key.length < 8;
    return { words: words.slice(0, 24), phrases, accented, unfinished };
  }

  // --- Postings ------------------------------------------------------------------------------------------------------
  /** The lines of a file whose key is the one asked for, or begins with it; the file is sorted, so only few lines are looked at. */
  function linesOf(text, fold, key, prefix) {
    const keyAt = (start) => text.slice(start, text.indexOf("|", start)).split(" ").map(fold).join(" ");
    const nextAfter = (start) => { const end = text.indexOf("\n", start); return end < 0 ? text.length : end + 1; };
    let low = 0, high = text.length;
    while (low < high) {
      const middle = (low + high) >> 1, start = middle ? text.lastIndexOf("\n", middle - 1) + 1 : 0;
      if (keyAt(start) < key) low = nextAfter(start); else high = start;
    }
    const found = [];
    for (let start = low, end; start < text.length; start = end) {
      const own = keyAt(start);
      if (own !== key && !(prefix && own.startsWith(key))) break;
      end = nextAfter(start);
      const [form, ...places] = text.slice(start, end).trimEnd().split("|");
      found.push({ form, key: own, places });
    }
    return found;
  }

  /** The lines of a key, and of everything that begins with it when it is unfinished; more files than one only for a word that is none. */
  async function lines(index, table, key, prefix) {
    const { starts, digest } = index.tables[table];
    const before = (text) => { let low = 0, high = starts.length; while (low < high) { const middle = (low + high) >> 1; starts[middle] <= text ? low = middle + 1 : high = middle; } return low - 1; };
    const first = Math.max(before(key), 0);
    const read = async (start, at) => linesOf(await load(`${table}/${fileName(start)}`, digest(at)), index.folding.fold, key, prefix);
    const found = starts.length ? await read(starts[first], first) : [];
    if (!prefix || found.some((line) => line.key === key)) return found;
    const last = Math.min(before(key + "\uffff"), first + PREFIX_SHARDS - 1);
    const more = await Promise.all(starts.slice(first + 1, last + 1).map((start, at) => read(start, first + 1 + at)));
    return found.concat(...more);
  }

  /** What one word or pair gives each document: its weight, higher for rare words, for titles and for the accents that were typed. */
  async function unit(index, query, at, length) {
    const words = query.words.slice(at, at + length);
    const key = words.map((word) => word.key).join(" ");
    const prefix = query.unfinished && at + length === query.words.length;
    const found = await lines(index, length === 1 ? "tu" : "cap", key, prefix);
    const weights = new Float32Array(index.documents), documents = [];
    for (const line of found) {
      const written = line.form.split(" ");
      let factor = line.key === key ? 1 : 0.8;
      if (query.accented) words.forEach((word, place) => { if (line.key === key || place < length - 1) factor *= index.folding.agreement(written[place], word.accents); });
      line.places.forEach((steps, place) => {
        const weight = factor * PLACE_WEIGHT[place];
        for (const document of index.decode(steps)) {
          if (!weights[document]) documents.push(document);
          if (weights[document] < weight) weights[document] = weight;
        }
      });
    }
    return { at, length, documents, weights, rarity: Math.log(1 + index.documents / (documents.length || 1)) };
  }

  // --- Asking --------------------------------------------------------------------------------------------------------
  /** Documents in rank order for a question; `relaxed` when no document has all the words. */
  async function ask(question, { everywhere = false } = {}) {
    const index = await open();
    const query = parse(question, index.folding);
    const count = query.words.length;
    if (!count) return { index, query, hits: [], relaxed: false, spent: 1, far: false };
    const units = (places, length) => Promise.all(places.map((at) => unit(index, query, at, length)));
    const places = query.words.slice(1).map((_, at) => at);
    // Of a long question every other pair, so that each word is in one: few files, and seldom many documents.
    const few = count > ALL_PAIRS && !query.phrases.length && !everywhere;
    const first = few ? places.filter((at) => at % 2 === 0 || at === count - 2) : places;
    let pairs = await units(first, 2), answer = gather(index, query, pairs, []), far = false, spent = 1 + pairs.length;
    if (few && answer.complete.length > FIRST_ROWS) { // the texts of so many are not looked at: the other pairs tell them apart
      pairs = pairs.concat(await units(places.filter((at) => !first.includes(at)), 2));
      answer = gather(index, query, pairs, []);
      spent = 1 + pairs.length;
    }
    const near = few ? answer.complete.length > 0 : answer.complete.some((hit) => hit.chain === count - 1);
    if (count === 1 || everywhere || (!near && answer.complete.length < ENOUGH)) {
      const singles = await units(query.words.map((_, at) => at), 1);
      spent += singles.length;
      far = true;
      answer = gather(index, query, pairs, singles);
    }
    const relaxed = answer.complete.length === 0 && answer.partial.length > 0;
    const hits = (relaxed ? answer.partial : answer.complete).sort(byRank);
    return { index, query, hits, relaxed, spent, far };
  }

  const byRank = (a, b) => b.score - a.score || b.standing - a.standing || b.document - a.document;
  const bits = (mask) => { let count = 0; for (; mask; mask &= mask - 1) count++; return count; };

  /** Adds up units by document, and parts documents that hold all words and phrases from those that hold some. */
  function gather(index, query, pairs, singles) {
    const scores = new Float64Array(index.documents), words = new Int32Array(index.documents), chains = new Int32Array(index.documents);
    const found = [];
    for (const { at, length, documents, weights, rarity } of [...pairs, ...singles]) {
      for (const document of documents) {
        if (!words[document]) found.push(document);
        if (length === 2) chains[document] |= 1 << at;
        // A word that a pair has counted adds nothing again: near words stay above far ones.
        if (length === 2) scores[document] += weights[document] * rarity;
        else if (!(words[document] & (1 << at))) scores[document] += weights[document] * rarity / 4;
        words[document] |= (length === 2 ? 3 : 1) << at;
      }
    }
    const all = (1 << query.words.length) - 1;
    const phrased = query.phrases.reduce((mask, [first, last]) => mask | (((1 << (last - first)) - 1) << first), 0);
    const hit = (document) => ({ document, score: Math.round(scores[document] * 1e4) / 1e4, chain: bits(chains[document]), standing: 1 - index.standings[0].has(document) + index.standings[1].has(document) });
    const complete = found.filter((document) => words[document] === all && (chains[document] & phrased) === phrased);
    if (complete.length) return { complete: complete.map(hit), partial: [] };
    const most = found.reduce((top, document) => Math.max(top, bits(words[document])), 0);
    return { complete: [], partial: found.filter((document) => bits(words[document]) >= Math.max(1, most - 1)).map(hit) };
  }

  async function record(index, document) {
    const { starts, version } = index.records;
    let at = starts.length - 1;
    while (starts[at] > document) at--;
    const start = String(starts[at]).padStart(7, "0");
    const rows = await load(`trang/${start}`, version(starts[at]));
    const row = rows.find(([number]) => number === document);
    if (!row) throw new Damaged(start);
    return Object.fromEntries(RECORD.map((name, place) => [name, row[place]]));
  }

  /** The longest stretch of a text that repeats consecutive words of the question: [length, accents agreed, place in the text]. */
  function longestRun(text, query, { fold, accents }) {
    const asked = query.words, words = [...text.normalize("NFC").matchAll(WORD)].map((match) => ({ key: fold(withoutZeros(match[0])), text: match[0], at: match.index }));
    let best = { length: 0, agreed: 0, at: 0 };
    for (let from = 0; from < words.length; from++) {
      for (let first = 0; first < asked.length; first++) {
        let length = 0, agreed = 0;
        while (first + length < asked.length && words[from + length]?.key === asked[first + length].key) {
          if (accents(withoutZeros(words[from + length].text)) === asked[first + length].accents) agreed += 1;
          length += 1;
        }
        if (length > best.length || (length === best.length && agreed > best.agreed)) best = { length, agreed, at: words[from].at };
      }
    }
    return { ...best, count: words.length };
  }

  /** Rows to show: records with the place that matched best, put in order once more by the texts themselves. */
  async function rows(answer, from = 0, most = FIRST_ROWS) {
    const { index, query, hits } = answer;
    const room = from ? most : Math.max(FEWEST_ROWS, Math.min(most, MOST_REQUESTS - answer.spent));
    const found = await Promise.all(hits.slice(from, from + room).map(async (hit) => ({ hit, record: await record(index, hit.document) })));
    for (const row of found) {
      const title = longestRun(`${row.record.title} ${row.record.number}`, query, index.folding);
      const places = [{ anchor: "", heading: "", text: row.record.summary }, ...row.record.sections.map(([anchor, heading, text]) => ({ anchor, heading, text: heading ? `${heading}. ${text}` : text }))]
        .map((place) => ({ ...place, run: longestRun(place.text, query, index.folding) }));
      row.place = places.reduce((best, place) => place.run.length > best.run.length || (place.run.length === best.run.length && place.run.agreed > best.run.agreed) ? place : best);
      if (title.length >= row.place.run.length) row.place = { ...row.place, anchor: "" };
      const share = (run) => (run.length + (query.accented ? run.agreed : run.length)) / (2 * query.words.length);
      // Of titles that hold the question the one that is nothing else comes first, then those that hold little else.
      const whole = title.length === title.count ? 0.2 : 0, covered = 0.1 * title.length / Math.max(1, title.count);
      const bonus = 0.6 * share(title) + 0.3 * share(row.place.run) + whole + covered;
      row.score = Math.round(row.hit.score * (1 + bonus) * 1e4) / 1e4;
      row.url = new URL(row.record.url + (row.place.anchor ? `#${row.place.anchor}` : ""), ROOT).href;
    }
    return found.sort((a, b) => b.score - a.score || byRank(a.hit, b.hit));
  }

  // --- After the answer: facets, and proposals for slips of the pen ----------------------------------------------------
  async function facets() {
    const index = await open();
    const values = await load("nhan", index.files.nhan);
    return Object.fromEntries(Object.entries(values).map(([facet, ids]) =>
      [facet, new Map(Object.entries(ids).map(([id, steps]) => [id, { label: index.labels[facet]?.[id] ?? id, documents: () => index.decode(steps) }]))]));
  }

  function oneSlipApart(a, b) { // one letter changed, missing, too many, or two exchanged
    if (Math.abs(a.length - b.length) > 1) return false;
    let from = 0;
    while (from < a.length && a[from] === b[from]) from++;
    const [x, y] = [a.slice(from), b.slice(from)];
    return x.slice(1) === y || x === y.slice(1) || x.slice(1) === y.slice(1) || (x.length > 1 && x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
  }

  /** "Ý bạn là …?": the question with one word replaced by one that stands beside its neighbours in the index; "" if there is none. */
  async function propose({ index, query }) {
    const list = (await load("chinh-ta", index.files["chinh-ta"])).split(" ").map((entry) => ({ word: entry.slice(0, -1), weight: index.digit(entry.slice(-1)) }));
    const known = new Set(list.map((entry) => entry.word));
    const doubtful = query.words.map((word, at) => at).filter((at) => /^\p{L}{2,}$/u.test(query.words[at].key)).sort((a, b) => known.has(query.words[a].key) - known.has(query.words[b].key));
    let best = { weight: 0, text: "" };
    for (const at of doubtful.slice(0, 3)) {
      const near = list.filter((entry) => entry.word !== query.words[at].key && oneSlipApart(entry.word, query.words[at].key)).sort((a, b) => b.weight - a.weight).slice(0, 12);
      for (const { word, weight } of near) {
        const neighbours = await Promise.all([[query.words[at - 1]?.key, word], [word, query.words[at + 1]?.key]].filter(([a, b]) => a && b).map((pair) => lines(index, "cap", pair.join(" "), false)));
        const size = (line) => line.places.join("").length;
        const top = neighbours.flat().sort((a, b) => size(b) - size(a))[0];
        const score = neighbours.filter((found) => found.length).length * 100 + (known.has(query.words[at].key) ? 0 : 1 + weight);
        if (score > best.weight && (score >= 100 || query.words.length === 1)) {
          const form = top ? top.form.split(" ")[neighbours[0]?.includes(top) && query.words[at - 1] ? 1 : 0] : word;
          best = { weight: score, text: query.words.map((one, place) => place === at ? form : one.typed).join(" ") };
        }
      }
      if (best.text) break;
    }
    return best.text;
  }

  // A page opened with a question need not wait for its interface; whoever asks next hears of a fault.
  if (new URLSearchParams(location.search).get("q")) open().catch(() => {});

  return { ROOT, Damaged, WORD, withoutZeros, ask, rows, facets, propose };
})();
