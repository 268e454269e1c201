/* The interface of search: the box in the header (a WAI-ARIA combobox) and the page /tim-kiem/. Without this script the box is
   a plain form. Text from records and from the address becomes text nodes only, never markup. */
"use strict";
(() => {
  const engine = window.MovementSearch;
  const FACET_NAMES = { collection: "Loại trang", sectors: "Lĩnh vực", topics: "Chủ đề", provinces: "Địa bàn", year: "Năm", state: "Tình trạng" };
  const MOST_VALUES = 12, MORE_ROWS = 10;

  /** An element with attributes and children; strings become text. */
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /** The text with the words of the question marked, cut to a window around the best match. */
  function highlighted(text, answer, around = null) {
    const { fold } = answer.index.folding;
    const keys = new Set(answer.query.words.map((word) => word.key));
    const shown = text.normalize("NFC"), unfinished = answer.query.unfinished ? answer.query.words.slice(-1)[0].key : "";
    const keyOf = (word) => fold(engine.withoutZeros(word.toLowerCase()));
    // The beginning of a word is marked only where the word as typed is not there.
    const last = unfinished.length > 1 && ![...shown.matchAll(engine.WORD)].some(([word]) => keyOf(word) === unfinished) ? unfinished : null;
    const [from, to] = around === null ? [0, shown.length] : cut(shown, around);
    const parts = [from > 0 ? "… " : ""];
    let done = from;
    for (const match of shown.slice(from, to).matchAll(engine.WORD)) {
      const key = keyOf(match[0]);
      if (!keys.has(key) && !(last && key.startsWith(last))) continue;
      parts.push(shown.slice(done, from + match.index), element("mark", {}, match[0]));
      done = from + match.index + match[0].length;
    }
    return [...parts, shown.slice(done, to), to < shown.length ? " …" : ""];
  }

  function cut(text, around) {
    const from = around < 90 ? 0 : text.indexOf(" ", around - 80) + 1;
    const end = from + 260 >= text.length ? text.length : text.lastIndexOf(" ", from + 260);
    return [from, end > from ? end : text.length];
  }

  const later = (wait, action) => { let timer; return () => { clearTimeout(timer); timer = setTimeout(action, wait); }; }; // the last call wins
  const collectionOf = (answer, record) => answer.index.labels.collection?.[record.collection] ?? "";
  const inFigures = (count) => String(count).replace(/\B(?=(\d{3})+$)/gu, "."); // toLocaleString takes a phone longer than the search
  const afterPainting = () => new Promise((resolve) => { setTimeout(resolve); });
  const dateText = (iso) => iso.split("-").reverse().map((part) => part.replace(/^0/u, "")).join("/");
  const damaged = "Không đọc được dữ liệu tìm kiếm (tệp bị thiếu hoặc hỏng). Hãy tải lại trang, hoặc xem các danh mục.";

  // --- The box in the header --------------------------------------------------------------------------------------------
  function box(form) {
    const input = form.querySelector("input[name=q]"), status = form.querySelector("[role=status]");
    const list = element("ul", { class: "tk-suggestions", id: "tk-suggestions", role: "listbox", "aria-label": "Gợi ý", hidden: "" });
    form.append(list);
    // A field of type "search" may not be a combobox: https://www.w3.org/TR/html-aria/.
    for (const [name, value] of Object.entries({ type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
    let active = -1, asked = "";
    const options = () => [...list.children];

    function close() {
      list.hidden = true; active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function choose(place) {
      const all = options();
      active = (place + all.length + 1) % (all.length + 1); // one place more: back in the box itself
      all.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
      if (active < all.length) {
        input.setAttribute("aria-activedescendant", all[active].id);
        all[active].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }
    const option = (url, ...children) => list.append(element("li", { role: "option", id: `${list.id}-${list.children.length}`, "aria-selected": "false", "data-url": url }, ...children));
    async function suggest() {
      const question = input.value;
      if (question.trim() === asked) return;
      asked = question.trim();
      if (!asked) { status.textContent = ""; return close(); }
      try {
        const answer = await engine.ask(question), rows = await engine.rows(answer, 0, 6);
        if (question.trim() !== input.value.trim()) return;
        list.replaceChildren();
        for (const { record, url } of rows) {
          option(url, element("span", { class: "tk-option-title" }, ...highlighted(record.title, answer)), element("span", { class: "tk-option-kind" }, collectionOf(answer, record)));
        }
        if (rows.length) option(pageUrl(form, question), "Xem tất cả kết quả");
        status.textContent = rows.length ? `${rows.length} gợi ý, dùng phím mũi tên để chọn.` : "Chưa có trang nào khớp.";
        list.hidden = rows.length === 0;
        input.setAttribute("aria-expanded", String(rows.length > 0));
        active = -1; input.removeAttribute("aria-activedescendant");
      } catch (error) {
        if (!(error instanceof engine.Damaged)) throw error;
        close(); asked = "";
        status.textContent = damaged;
      }
    }
    const soon = later(150, suggest);
    // While an input method composes a letter, its text is not yet what the reader means.
    input.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
    input.addEventListener("compositionend", soon);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const count = options().length;
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); asked = ""; }
      if (list.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); choose(active + 1); }
      if (event.key === "ArrowUp") { event.preventDefault(); choose(active < 0 ? count - 1 : active - 1); }
      if (event.key === "Enter" && active >= 0 && active < count) { event.preventDefault(); location.assign(options()[active].dataset.url); }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", (event) => { const chosen = event.target.closest("[role=option]"); if (chosen) location.assign(chosen.dataset.url); });
    form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) { close(); asked = ""; } });
  }

  const pageUrl = (form, question) => new URL(`?${new URLSearchParams({ q: question.trim() })}`, form.action).href;

  // --- The page ---------------------------------------------------------------------------------------------------------
  function page(root) {
    const form = root.querySelector("form"), input = form.querySelector("input[name=q]");
    const results = root.querySelector("[data-search-results]"), status = root.querySelector("[data-search-status]");
    const filters = root.querySelector("[data-search-filters]"), folded = root.querySelector("[data-search-folded]"), hints = root.querySelector("[data-search-hints]"), more = root.querySelector("[data-search-more]");
    let turn = 0, current = null; // only the newest question may write

    const state = () => new URLSearchParams(location.search);
    const chosen = () => Object.keys(FACET_NAMES).flatMap((facet) => state().getAll(facet).map((id) => [facet, id]));

    const remember = (parameters, method) => history[method](null, "", `?${parameters}`);
    function say(text, ...after) { status.replaceChildren(text, ...after); }

    async function run(everywhere = false) {
      const mine = ++turn, question = state().get("q") ?? "";
      if (document.activeElement !== input) input.value = question;
      results.dataset.searchState = "busy"; more.hidden = true;
      try {
        if (question.trim()) await answerTo(question, everywhere, () => mine === turn);
        else clear();
      } catch (error) {
        if (!(error instanceof engine.Damaged)) throw error;
        if (mine !== turn) return;
        clear(); say(damaged);
        results.dataset.searchError = error.message;
      }
      if (mine !== turn) return;
      results.dataset.searchState = "done";
      if (current) await complete(current.answer, () => mine === turn);
    }
    /** What may come after the answer: it needs files of its own, and a reader does not wait for it. */
    async function complete(answer, valid) {
      await afterPainting();
      try {
        if (valid() && (answer.relaxed || !answer.hits.length)) await propose(answer, valid);
        if (valid()) await showFilters(answer, valid);
      } catch (error) {
        if (!(error instanceof engine.Damaged)) throw error;
        if (valid()) status.append(" ", damaged);
      }
    }
    function clear() {
      current = null;
      for (const part of [results, filters]) part.replaceChildren();
      [folded.hidden, hints.hidden] = [true, false];
      say("");
      delete results.dataset.searchError;
    }

    async function answerTo(question, everywhere, valid) {
      const answer = await engine.ask(question, { everywhere });
      const filtered = chosen().length ? await filter(answer.hits) : answer.hits;
      const shown = { ...answer, hits: filtered };
      const rows = await engine.rows(shown);
      if (!valid()) return;
      current = { answer, shown, rows: rows.length };
      delete results.dataset.searchError;
      results.replaceChildren(...rows.map((row) => rowElement(row, answer)));
      hints.hidden = rows.length > 0;
      // Shown with the results and filled after them, folded on a phone: nothing moves when the filters come.
      folded.hidden = rows.length < 2 && !chosen().length;
      report();
      showMore();
    }
    function report() {
      const { answer, shown } = current, count = shown.hits.length;
      const found = count ? `Tìm thấy ${inFigures(count)} trang.` : "Không tìm thấy trang nào. Hãy thử ít chữ hơn, kiểm tra chính tả, hoặc bỏ bớt bộ lọc.";
      say(answer.relaxed && count ? `Không có trang nào chứa đủ các chữ đã gõ; đây là ${inFigures(count)} trang chứa một phần.` : found);
    }
    async function propose(answer, valid) {
      const proposal = await engine.propose(answer);
      if (!proposal || !valid()) return;
      const link = element("a", { href: `?${new URLSearchParams({ q: proposal })}`, "data-search-proposal": "" }, proposal);
      status.append(" Ý bạn là ", link, "?");
    }
    function rowElement({ record, url, place }, answer) {
      const meta = [collectionOf(answer, record), record.number, record.date && dateText(record.date), record.standing ? "" : "hết hiệu lực"].filter(Boolean).join(" · ");
      const item = element("li", { class: "tk-row" }, element("a", { href: url, class: "tk-title" }, ...highlighted(record.title, answer)), element("p", { class: "tk-meta" }, meta));
      if (place.anchor && place.heading) item.append(element("p", { class: "tk-clause" }, place.heading));
      item.append(element("p", { class: "tk-snippet" }, ...highlighted(place.text, answer, place.run.at)));
      return item;
    }
    function showMore() {
      const { answer, shown, rows } = current;
      more.hidden = rows >= shown.hits.length && (answer.far || answer.relaxed);
      more.textContent = rows < shown.hits.length ? "Xem thêm kết quả" : "Tìm cả những trang có các chữ này ở cách xa nhau";
    }
    more.addEventListener("click", async () => {
      const { answer, shown, rows } = current;
      if (rows >= shown.hits.length) {
        // The button goes: the keyboard goes on with what it brought.
        await run(true);
        results.querySelector("a")?.focus();
        return;
      }
      const made = (await engine.rows(shown, rows, MORE_ROWS)).map((row) => rowElement(row, answer));
      results.append(...made);
      current.rows += made.length;
      showMore();
      made[0]?.querySelector("a").focus();
    });

    // Within a facet any chosen value will do; every facet with a choice must be met.
    async function filter(hits, without = null) {
      const known = await engine.facets();
      const wanted = Object.keys(FACET_NAMES).filter((facet) => facet !== without)
        .map((facet) => chosen().filter(([of]) => of === facet).map(([, id]) => known[facet]?.get(id)?.documents() ?? [])).filter((lists) => lists.length)
        .map((lists) => new Set(lists.flat()));
      return hits.filter((hit) => wanted.every((documents) => documents.has(hit.document)));
    }
    async function showFilters(answer, valid) {
      const known = await engine.facets(), groups = [], selected = chosen();
      for (const [facet, label] of Object.entries(FACET_NAMES)) {
        const among = new Uint8Array(answer.index.documents);
        for (const hit of await filter(answer.hits, facet)) among[hit.document] = 1;
        const values = [...known[facet] ?? []].map(([id, { label: name, documents }]) => {
          const count = documents().reduce((sum, document) => sum + among[document], 0);
          return { id, name, count, checked: selected.some(([of, one]) => of === facet && one === id) };
        }).filter((value) => value.count || value.checked).sort((a, b) => b.checked - a.checked || (facet === "year" ? b.id - a.id : b.count - a.count)).slice(0, MOST_VALUES);
        if (values.length > 1 || values.some((value) => value.checked)) groups.push(group(facet, label, values));
      }
      if (!valid()) return;
      const focused = document.activeElement?.id;
      filters.replaceChildren(...groups);
      folded.hidden = groups.length === 0;
      if (focused?.startsWith("tk-loc-")) document.getElementById(focused)?.focus();
      filters.dataset.searchState = "done";
    }
    function group(facet, label, values) {
      return element("fieldset", { class: "tk-facet" }, element("legend", {}, label), ...values.map(({ id, name, count, checked }) => {
        const tick = element("input", { type: "checkbox", name: facet, value: id, id: `tk-loc-${facet}-${id}`, checked: checked ? "" : null });
        return element("label", { class: "tk-value" }, tick, ` ${name} `, element("span", { class: "tk-count" }, `(${inFigures(count)})`));
      }));
    }
    filters.addEventListener("change", () => {
      const parameters = new URLSearchParams({ q: state().get("q") ?? "" });
      for (const tick of filters.querySelectorAll("input:checked")) parameters.append(tick.name, tick.value);
      remember(parameters, "pushState");
      run();
    });

    function typed(method) {
      if (input.value.trim() === (state().get("q") ?? "").trim()) return;
      const parameters = state();
      parameters.set("q", input.value.trim());
      remember(parameters, method);
      run();
    }
    const soon = later(300, () => typed("replaceState"));
    input.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
    input.addEventListener("compositionend", soon);
    form.addEventListener("submit", (event) => { event.preventDefault(); typed("pushState"); });
    window.addEventListener("popstate", () => { input.value = state().get("q") ?? ""; run(); });
    run();
  }

  for (const form of document.querySelectorAll("[data-search-box]")) box(form);
  const root = document.querySelector("[data-search-page]");
  if (root) page(root);
})();
