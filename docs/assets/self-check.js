// Bảng tự kiểm tra theo một tiêu chuẩn. Câu trả lời chỉ nằm trong trình duyệt của người đọc; không có tệp này trang vẫn đọc, đánh dấu và in được.
(function () {
  "use strict";
  var form = document.querySelector("[data-self-check]");
  if (!form) return;
  var KEY = "tu-kiem-tra:" + form.getAttribute("data-self-check");

  function all(selector) { return Array.prototype.slice.call(form.querySelectorAll(selector)); }
  function one(selector) { return form.querySelector(selector); }
  function tick(item) { return item.querySelector("input"); }

  var kinds = all("[name=kind]");
  var items = all(".checks > li");
  var rows = all("tr[data-every]");
  var unit = one("[name=unit]");
  var on = one("[name=on]");
  var undo = one("[data-undo]");
  var cleared = null;

  // Ngày: cùng cách tính với trang “Việc cần làm” (hooks/movement/recurrence.py)
  function nextDay(rule, today) {
    var year = today.getFullYear();
    var month = today.getMonth();
    if (rule === "month") return new Date(year, month + 1, 0);
    if (rule === "quarter") return new Date(year, month - month % 3 + 3, 0);
    var parts = rule.split("-").slice(2).map(Number);
    function inYear(wanted) { return new Date(wanted, parts[0] - 1, Math.min(parts[1], new Date(wanted, parts[0], 0).getDate())); }
    var found = inYear(year);
    return found < new Date(year, month, today.getDate()) ? inYear(year + 1) : found;
  }
  function iso(day) {
    return day.getFullYear() + "-" + ("0" + (day.getMonth() + 1)).slice(-2) + "-" + ("0" + day.getDate()).slice(-2);
  }

  // Câu trả lời: đọc từ biểu mẫu, đặt vào biểu mẫu, giữ trong trình duyệt
  function answers() {
    var kind = kinds.filter(function (choice) { return choice.checked; })[0];
    return {
      kind: kind ? kind.value : "",
      done: items.map(tick).filter(function (box) { return box.checked; }).map(function (box) { return box.value; }),
      unit: unit.value,
      on: on.value
    };
  }
  function fill(given) {
    var done = Array.isArray(given.done) ? given.done : [];
    kinds.forEach(function (choice) { choice.checked = choice.value === given.kind; });
    items.map(tick).forEach(function (box) { box.checked = done.indexOf(box.value) >= 0; });
    unit.value = typeof given.unit === "string" ? given.unit : "";
    on.value = typeof given.on === "string" && given.on ? given.on : iso(new Date());
  }
  function kept() {
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch (error) { return {}; /* bị chặn hoặc hỏng: bắt đầu lại */ }
  }
  function keep(given) {
    try {
      if (given) localStorage.setItem(KEY, JSON.stringify(given)); else localStorage.removeItem(KEY);
      return true;
    } catch (error) {
      return false;
    }
  }

  // Hiện phần thuộc loại đơn vị đã chọn, việc còn thiếu
  function concerns(element, kind) {
    var sectors = element.getAttribute("data-sectors");
    return !kind || !sectors || sectors.split(" ").indexOf(kind) >= 0;
  }
  function show() {
    var chosen = kinds.filter(function (choice) { return choice.checked; })[0];
    var kind = chosen ? chosen.value : "";
    var out = Boolean(chosen && chosen.hasAttribute("data-excluded"));
    items.concat(rows).forEach(function (element) { element.hidden = out || !concerns(element, kind); });
    all("section").forEach(function (section) {
      var parts = section.querySelectorAll(".checks > li, tr[data-every]");
      section.hidden = parts.length > 0 && !section.querySelector(".checks > li:not([hidden]), tr[data-every]:not([hidden])");
      // Mục lục: không dẫn tới phần đang ẩn
      var listed = document.querySelector('.page-toc a[href="#' + section.getAttribute("aria-labelledby") + '"]');
      if (listed) listed.parentNode.hidden = section.hidden;
    });
    all("[data-excludes]").forEach(function (note) { note.hidden = note.getAttribute("data-excludes") !== kind; });
    tell(kind, out, items.filter(function (item) { return !item.hidden; }));
  }
  function tell(kind, out, asked) {
    var missing = asked.filter(function (item) { return !tick(item).checked; });
    var unread = asked.filter(function (item) { return item.hasAttribute("data-unverified"); }).length;
    var list = one("[data-missing]");
    var caution = one("[data-caution]");
    var had = asked.length - missing.length;
    one("[data-summary]").textContent = out ? "Không có việc nào phải kiểm tra." :
      (kinds.length && !kind ? "Hãy chọn loại đơn vị ở trên để chỉ xem phần của mình. " : "") +
      (missing.length ? "Đã có " + had + " trên " + asked.length + " việc, còn thiếu " + missing.length + ":" : "Đã có đủ " + had + " việc.");
    list.textContent = "";
    missing.forEach(function (item) {
      var link = document.createElement("a");
      link.href = "#" + tick(item).id;
      link.textContent = item.querySelector("label").textContent.trim();
      list.appendChild(document.createElement("li")).appendChild(link);
    });
    list.hidden = !missing.length;
    caution.hidden = out || !unread;
    caution.textContent = "Có " + unread + " tiêu chí chưa đối chiếu nguyên văn. Hãy đọc văn bản gốc trước khi kết luận đơn vị đạt hay chưa đạt.";
  }
  function say(text) { one("[data-kept]").textContent = text; }

  form.addEventListener("change", function () {
    show();
    undo.hidden = true;
    say(keep(answers()) ? "Đã giữ trong trình duyệt này." : "Trình duyệt không cho giữ câu trả lời: hãy in trước khi đóng trang.");
  });
  one("[data-clear]").addEventListener("click", function () {
    cleared = answers();
    fill({});
    show();
    undo.hidden = false;
    say(keep(null) ? "Đã xóa mọi câu trả lời khỏi trình duyệt này." : "Đã xóa mọi câu trả lời.");
  });
  undo.addEventListener("click", function () {
    fill(cleared);
    show();
    undo.hidden = true;
    one("[data-clear]").focus();
    say(keep(cleared) ? "Đã lấy lại câu trả lời." : "Đã lấy lại câu trả lời, nhưng trình duyệt không cho giữ.");
  });
  rows.forEach(function (row) {
    var day = nextDay(row.getAttribute("data-every"), new Date());
    row.querySelector("[data-next]").textContent = "Lần tới " + day.getDate() + "/" + (day.getMonth() + 1) + "/" + day.getFullYear();
  });
  fill(kept());
  show();
})();
