// Câu đố tự chấm. Không gửi và không lưu câu trả lời.
(function () {
  "use strict";
  Array.prototype.forEach.call(document.querySelectorAll("[data-quiz]"), function (quiz) {
    var questions = Array.prototype.slice.call(quiz.querySelectorAll("[data-answer]"));
    var score = quiz.querySelector("[data-score]");

    function chosen(question) { return question.querySelector("input:checked"); }
    function right(question) { return chosen(question) && chosen(question).value === question.getAttribute("data-answer"); }
    function mark(question) {
      var good = right(question);
      question.setAttribute("data-result", good ? "right" : "wrong");
      question.querySelector("[data-verdict]").textContent = good ? "Đúng." : "Chưa đúng.";
      question.querySelector("details").open = true;
      var done = questions.filter(chosen);
      score.textContent = "Đã trả lời " + done.length + "/" + questions.length + " câu, đúng " + done.filter(right).length + " câu.";
    }
    quiz.addEventListener("change", function (event) {
      questions.forEach(function (question) { if (question.contains(event.target)) mark(question); });
    });
    quiz.querySelector("[data-quiz-reset]").addEventListener("click", function () {
      questions.forEach(function (question) {
        if (chosen(question)) chosen(question).checked = false;
        question.removeAttribute("data-result");
        question.querySelector("[data-verdict]").textContent = "";
        question.querySelector("details").open = false;
      });
      score.textContent = "Làm lại từ đầu.";
      questions[0].querySelector("input").focus();
    });
  });
})();
