// Kiểm tra trình duyệt có hiện được hết bản ngoại tuyến không. Written for old browsers: it must run where other scripts do not.
(function () {
  "use strict";
  var summary = document.querySelector("[data-self-test]");
  var failed = [];
  var waiting = 0;

  function answer(name, good) {
    var row = document.querySelector('[data-check="' + name + '"]');
    row.querySelector("[data-answer]").textContent = good ? "được" : "không được";
    row.setAttribute("data-result", good ? "ok" : "off");
    if (!good) failed.push(row.querySelector("th").textContent.toLowerCase());
  }
  function finish() {
    if (waiting) return;
    summary.className = "banner " + (failed.length ? "banner--warn" : "banner--info");
    summary.firstElementChild.textContent = failed.length
      ? "Trang đọc được, nhưng máy này chưa làm được: " + failed.join("; ") + ". Xem cách xử lý ở bảng dưới."
      : "Máy này hiện được tất cả. Không cần làm gì thêm.";
    summary.setAttribute("data-state", "done");
  }
  // A check that answers later; what is not answered in ten seconds has failed.
  function later(name, ask) {
    var open = true;
    function close(good) {
      if (!open) return;
      open = false;
      waiting -= 1;
      answer(name, good);
      finish();
    }
    waiting += 1;
    setTimeout(function () { close(false); }, 10000);
    try { ask(close); } catch (error) { close(false); }
  }

  answer("style", getComputedStyle(summary).borderLeftStyle === "solid");
  answer("print", typeof window.print === "function");
  answer("address", decodeURIComponent(location.pathname).indexOf("kiem-tra-may") > 0);
  var kept = false;
  try {
    localStorage.setItem("kiem-tra-may", "1");
    kept = localStorage.getItem("kiem-tra-may") === "1";
    localStorage.removeItem("kiem-tra-may");
  } catch (error) { kept = false; }
  answer("memory", kept);
  later("font", function (done) {
    document.fonts.load('400 16px "Be Vietnam Pro"', "ặ").then(function (faces) { done(faces.length > 0); }, function () { done(false); });
  });
  later("picture", function (done) {
    var image = new Image();
    image.onload = function () { done(image.width > 0); };
    image.onerror = function () { done(false); };
    image.src = document.querySelector(".brand img").src;
  });
  later("search", function (done) {
    // Its engine is a later script of the page; one that this browser cannot read is not there at all.
    window.addEventListener("load", function () {
      if (!window.MovementSearch) return done(false);
      var ask = window.MovementSearch.ask;
      Promise.all([ask("an ninh "), ask("phong trào ")]).then(function (found) {
        done(found.every(function (one) { return one.hits.length > 0; }));
      }, function () { done(false); });
    });
  });
  finish();
})();
