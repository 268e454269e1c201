// Cỡ chữ, màu nền, in, chép, chia sẻ và lưu trang, tìm từ trang 404. Lựa chọn chỉ nằm trong trình duyệt của người đọc.
(function () {
  "use strict";
  var root = document.documentElement;
  var body = document.body;

  function all(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }
  function onClick(selector, act) {
    all(selector, function (element) { element.addEventListener("click", function () { act(element); }); });
  }
  function keep(name, value) {
    try { localStorage.setItem(name, value); } catch (error) { /* bộ nhớ bị chặn: chỉ đổi trang này */ }
  }
  function say(selector, text) {
    all(selector, function (element) { element.textContent = text; });
  }

  // Hiển thị
  var SIZES = { "-1": "90", 0: "100", 1: "115", 2: "130", 3: "150" };

  function showScheme() {
    all("[data-scheme]", function (button) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-scheme") === body.getAttribute("data-md-color-scheme")));
    });
  }
  onClick("[data-scheme]", function (button) {
    var scheme = button.getAttribute("data-scheme");
    body.setAttribute("data-md-color-scheme", scheme);
    keep("giao-dien", scheme);
    showScheme();
  });
  onClick("[data-text-step]", function (button) {
    var step = Number(button.getAttribute("data-text-step"));
    var size = step ? Math.min(3, Math.max(-1, Number(root.getAttribute("data-text") || 0) + step)) : 0;
    if (size) root.setAttribute("data-text", size); else root.removeAttribute("data-text");
    keep("co-chu", size);
    say("[data-display-status]", "Cỡ chữ " + SIZES[size] + " %");
  });
  all("[data-display]", function (details) {
    document.addEventListener("click", function (event) {
      if (!details.contains(event.target)) details.open = false;
    });
    // Whoever goes on with the keyboard finds nothing covered.
    details.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
    });
    details.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary").focus();
    });
  });
  showScheme();

  // In: cả trang, hoặc chỉ phần mà nút gọi tên (data-print="checklist"; cách in từng phần ở site.css)
  onClick("[data-print]", function (button) {
    var part = button.getAttribute("data-print");
    if (part) root.setAttribute("data-printing", part);
    window.print();
  });
  window.addEventListener("afterprint", function () { root.removeAttribute("data-printing"); });

  // Chép, chia sẻ
  function address() {
    var canonical = document.querySelector('link[rel="canonical"]');
    return canonical && location.protocol !== "file:" ? canonical.href : location.href;
  }
  onClick("[data-copy]", function () {
    var failed = function () { say("[data-toolbar-status]", "Không chép được; hãy chép từ thanh địa chỉ."); };
    if (!navigator.clipboard) return failed();
    navigator.clipboard.writeText(address()).then(function () { say("[data-toolbar-status]", "Đã chép liên kết."); }, failed);
  });
  // Dấu # sau mỗi điều khoản: trình duyệt tới chỗ đó, và liên kết nằm sẵn trong bộ nhớ tạm
  onClick("a.clause-link", function (link) {
    if (!navigator.clipboard) return;
    navigator.clipboard.writeText(address().split("#")[0] + link.hash).then(function () {
      link.setAttribute("data-copied", "");
      say("[data-toolbar-status]", "Đã chép liên kết.");
      setTimeout(function () { link.removeAttribute("data-copied"); }, 2000);
    }, function () { /* vẫn chép được từ thanh địa chỉ */ });
  });
  // data-copy-text="#id" chép chữ của phần ấy, giá trị khác là chính chữ được chép
  onClick("[data-copy-text]", function (button) {
    var value = button.getAttribute("data-copy-text");
    var part = value.charAt(0) === "#" && document.getElementById(value.slice(1));
    var tell = function (words) { button.parentNode.querySelector("[role=status]").textContent = words; };
    var failed = function () { tell("Không chép được; hãy chọn rồi chép bằng tay."); };
    if (!navigator.clipboard) return failed();
    navigator.clipboard.writeText(part ? part.innerText : value).then(function () { tell("Đã chép."); }, failed);
  });
  // Phím Esc tắt lời chú của trích dẫn đang chọn
  all(".cite", function (link) {
    link.addEventListener("keydown", function (event) { if (event.key === "Escape") root.setAttribute("data-quiet", ""); });
    link.addEventListener("blur", function () { root.removeAttribute("data-quiet"); });
  });
  onClick("[data-share]", function () {
    navigator.share({ title: document.title, url: address() }).catch(function () { /* người đọc đổi ý */ });
  });

  // Lưu để xem lại: danh sách trang, mới nhất trước, chỉ trong trình duyệt này; trang chủ liệt kê
  var home = new URL(document.querySelector(".brand").getAttribute("href"), location.href).href.replace(/(index\.html)?$/, "");
  function saved() {
    try {
      var pages = JSON.parse(localStorage.getItem("da-luu"));
      return Array.isArray(pages) ? pages.filter(function (page) { return page && typeof page.path === "string" && typeof page.title === "string"; }) : [];
    } catch (error) { return []; /* bộ nhớ bị chặn hoặc hỏng */ }
  }
  all("[data-save]", function (button) {
    var path = location.href.split(/[?#]/)[0].slice(home.length);
    function others() { return saved().filter(function (page) { return page.path !== path; }); }
    function show(kept) {
      button.setAttribute("aria-pressed", String(kept));
      button.textContent = kept ? "Đã lưu" : "Lưu để xem lại";
    }
    show(others().length < saved().length);
    button.addEventListener("click", function () {
      var adds = button.getAttribute("aria-pressed") === "false";
      keep("da-luu", JSON.stringify((adds ? [{ path: path, title: document.querySelector("h1").textContent }] : []).concat(others())));
      show(adds);
      say("[data-toolbar-status]", adds ? "Đã lưu trong trình duyệt này; danh sách ở trang chủ." : "Đã bỏ khỏi danh sách đã lưu.");
    });
  });
  all("[data-saved]", function (section) {
    saved().forEach(function (page) {
      var link = document.createElement("a");
      link.href = new URL(page.path, home).href;
      if (link.href.indexOf(home) !== 0) return; // không phải trang của chúng tôi
      link.textContent = page.title;
      section.querySelector("ul").appendChild(document.createElement("li")).appendChild(link);
      section.hidden = false;
    });
  });

  // Trang 404: tìm các từ trong địa chỉ; search-ui.js, which runs after this, reads the question from there
  all("[data-lost]", function (field) {
    var words = location.pathname;
    try { words = decodeURIComponent(words); } catch (error) { /* địa chỉ mã hóa sai: dùng nguyên */ }
    words = words.replace(/(index|404)?(\.html?)?$/, "").split("/").filter(Boolean).pop() || "";
    words = words.replace(/[-_+.]+/g, " ").trim();
    field.value = words;
    if (words && !location.search) history.replaceState(null, "", "?q=" + encodeURIComponent(words));
  });
})();
