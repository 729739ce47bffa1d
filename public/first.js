// Whoever opens the link of the self-assessment for the first time, on a phone and a slow line, need not wait for the app:
// this shows the choice of a role and the first question at once. The app takes over what was chosen (ui/competency/early.rs).
// Classes and order are those of the app's own screens, so that nothing moves then. A host test holds the wording to the
// app's catalogue and model.
(() => {
  "use strict";
  // Written by the test; see tests/host/early.rs.
  const TEXTS = {"en":{"all":{"name":"None yet, compare with every role","text":"See afterwards which role you are nearest to."},"choose":"Which role to hold it against?","lead":"Twenty minutes for an honest look: what already holds, what is a step short, what to do next. Everything stays on this device.","minutes":"22 competencies, about 20 minutes · Every answer is saved at once; close at any time and go on later.","question":{"coming":"The other questions are on their way; what you chose is kept.","definition":"Wants to do this work, starts without being pushed and finishes the thankless parts. Passion is judged by action, not slogans.","how":"How to answer","instruction":"Answer by what you usually did in the last 12 months, not by your best moment. Read all five levels, then choose the highest one that holds together with every level from 2 up to it; if level 2 does not hold yet, choose 1. When in doubt choose the lower one and note which evidence is missing.","levels":[{"label":"Level 1","text":"Still undecided about PMO work; assigned tasks move on when someone sends a reminder.","word":"Starting"},{"label":"Level 2","text":"Finishes assigned work on time and, with some encouragement, carries on after a cold reception.","word":"Assisted"},{"label":"Level 3","text":"Takes on work nobody wants and, without being chased, sees it through to a result.","word":"Independent"},{"label":"Level 4","text":"Keeps going after resistance or setbacks, and brings hesitant people from project teams into the work.","word":"Advanced"},{"label":"Level 5","text":"Has made volunteering a habit in the team: unloved work gets picked up even in the person's absence.","word":"Shaping"}],"name":"Passion and attitude","next":"Next","not_observed":"No opportunity lately","place":"1 of 22 · Basic conditions","previous":"Previous","unsure":"Not sure","which":"The highest level that holds steadily"},"roles":[{"id":"prospective","name":"Prospective member","text":"Someone who wants to join the PMO and is finding out and preparing. Will comes first, then a grasp of projects, integrity and readiness to learn."},{"id":"coordinator_analyst","name":"PMO coordinator / analyst","text":"Collects information, runs routine meetings, reports and supports day to day; keeps data right and processes in use."},{"id":"improvement_engineer","name":"Process-improvement engineer","text":"Finds out how things are, keeps the improvement backlog, pilots and rolls out, and writes good practice into processes."},{"id":"auditor","name":"PMO auditor","text":"Checks as an independent third party whether projects are sound, finds the weakest link and follows up corrections."},{"id":"portfolio_head","name":"Portfolio manager / head of PMO","text":"Owns strategy decomposition, project selection, resource balancing and governance, and answers for the PMO's value and people."}],"shared":"This is a shared computer: nothing is written to the browser, take your answers away as a file","title":"Competency"},"zh-CN":{"all":{"name":"先不选，和所有岗位比一比","text":"答完看看自己现在最接近哪个岗位。"},"choose":"对照哪个岗位？","lead":"用二十来分钟照一照：哪些已经稳了，哪些还差一步，下一步做什么。内容只留在这台设备上。","minutes":"22 项，约 20 分钟 · 每答一项都会自动保存，随时可以关掉，下次接着答。","question":{"coming":"其余各项正在取来，选好的会留着。","definition":"愿意做、主动做，没人叫好的活也能做完。热情看行动，不看口号。","how":"怎么答","instruction":"按最近 12 个月里通常的做法作答，别按最好的一次。先读完五级行为描述，再选这一级和以下各级都稳定做到的最高一级；第 2 级还没做到，就选第 1 级。拿不准时选低一级，并记下还缺什么佐证。","levels":[{"label":"第 1 级","text":"对 PMO 的工作还在观望，交办的事有人提醒才往下走。","word":"起步"},{"label":"第 2 级","text":"交办的事按时做完，碰了冷脸，有人鼓励就能接着做。","word":"入门"},{"label":"第 3 级","text":"主动认领没人愿意管的事，不用人催，一直做到有结果。","word":"胜任"},{"label":"第 4 级","text":"碰到抵触或挫折仍接着做，还把观望的项目组同事带进来一起做。","word":"精通"},{"label":"第 5 级","text":"在团队里带出主动认领的风气，本人不在场，没人爱干的活也有人接。","word":"引领"}],"name":"有热情，有态度","next":"下一项","not_observed":"最近没机会用上","place":"第 1 / 22 项 · 基本条件","previous":"上一项","unsure":"说不准","which":"稳定做到的最高一级"},"roles":[{"id":"prospective","name":"准成员","text":"想加入 PMO、正在了解和准备的人。先看愿不愿意做，再看懂不懂项目、守不守信、肯不肯学。"},{"id":"coordinator_analyst","name":"PMO 协调员／分析师","text":"收集信息、组织例会、做报表和日常支持，把数据做准，让流程有人用。"},{"id":"improvement_engineer","name":"过程改进工程师","text":"摸清现状，管改进待办清单，做试点和推广，把好做法写进流程。"},{"id":"auditor","name":"PMO 审计员","text":"站在第三方立场检查项目是否规范、健康，找出短板，跟踪整改。"},{"id":"portfolio_head","name":"组合经理／PMO 负责人","text":"负责战略拆解、项目选择、资源平衡和治理，对 PMO 的价值和队伍负责。"}],"shared":"这是公用电脑：作答不写进浏览器，走时存成文件带走","title":"能力自评"}};

  let isKnown = false;
  let settings = {};
  try {
    isKnown = localStorage.getItem("pmo.boot") !== null;
    settings = JSON.parse(localStorage.getItem("pmo.settings")) ?? {};
  } catch {
    // Without storage nobody is known; settings that cannot be read are the app's affair.
  }
  if (window.pmoRefused || isKnown || !/^#\/competency\/?$/.test(location.hash)) return;

  const TAGS = { zh: "zh-CN", en: "en" };
  const preferred = navigator.languages.map((tag) => TAGS[tag.split("-")[0].toLowerCase()]).find(Boolean);
  const locale = settings.locale ?? preferred ?? "en";
  const texts = TEXTS[locale];
  if (!texts) return;
  document.documentElement.lang = locale;
  if (settings.theme === "light" || settings.theme === "dark") document.documentElement.dataset.theme = settings.theme;

  // What the app takes over.
  const early = (window.pmoEarly = { begun: false, role: null, shared: false, answer: null, next: false });

  /** An element with attributes and children; texts are text nodes. */
  const make = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  const page = make("div", { class: "page" });
  const first = make("div", { id: "first", class: "app" },
    make("div", { class: "bar" }), make("div", { class: "rail" }), make("main", { class: "main" }, page));

  const chooseRole = () => {
    const shared = make("input", { type: "checkbox" });
    shared.checked = early.shared;
    shared.addEventListener("change", () => (early.shared = shared.checked));
    const card = (id, name, text, kind) => {
      const button = make("button", { type: "button", class: `role${kind}` },
        make("span", { class: "role-name" }, name), make("span", { class: "role-text" }, text));
      button.addEventListener("click", () => {
        early.role = id;
        early.begun = true;
        ask();
      });
      return make("li", {}, button);
    };
    page.replaceChildren(
      make("header", { class: "page-head" }, make("h1", {}, texts.title)),
      make("p", { class: "lead" }, texts.lead),
      make("div", { class: "competency-start" }, make("div", { class: "competency-begin" },
        make("section", { "aria-labelledby": "first-role" },
          make("h2", { id: "first-role" }, texts.choose),
          make("div", { class: "begin-options" },
            make("p", { class: "hint" }, texts.minutes),
            make("label", { class: "check" }, shared, make("span", {}, texts.shared))),
          make("ul", { class: "roles" },
            ...texts.roles.map(({ id, name, text }) => card(id, name, text, "")),
            card(null, texts.all.name, texts.all.text, " role-all"))))));
  };

  const ask = () => {
    const { question } = texts;
    const choice = (digit, kind, ...inside) => {
      const radio = make("input", { type: "radio", name: "first-level", value: digit });
      radio.addEventListener("change", () => (early.answer = digit));
      return make("label", { class: `level${kind}` }, radio, ...inside);
    };
    const heading = make("h1", { tabindex: "-1" }, question.name);
    const coming = make("p", { class: "hint", role: "status" });
    const next = make("button", { type: "button", class: "button button-primary" }, question.next);
    next.addEventListener("click", goOn);
    function goOn() {
      early.next = true;
      coming.textContent = question.coming;
    }
    const back = make("a", { class: "back", href: "#/competency" }, make("span", {}, texts.title));
    back.addEventListener("click", () => Object.assign(early, { begun: false, answer: null, next: false }) && chooseRole());
    const previous = make("button", { type: "button", class: "button", disabled: "" }, question.previous);
    page.replaceChildren(
      back,
      make("article", { class: "question" },
        make("p", { class: "eyebrow" }, question.place),
        heading,
        make("p", { class: "definition" }, question.definition),
        make("details", { class: "setting", open: "" },
          make("summary", {}, question.how), make("p", { class: "hint" }, question.instruction)),
        make("fieldset", { class: "levels" },
          make("legend", {}, question.which),
          ...question.levels.map(({ label, word, text }, index) => choice(`${index + 1}`, "",
            make("span", { class: "level-head" },
              make("span", { class: "level-number", "aria-hidden": "true" }, `${index + 1}`),
              make("span", { class: "sr-only" }, `${label} `),
              make("span", { class: "level-word" }, word)),
            make("span", { class: "level-text" }, text))),
          make("div", { class: "levels-special" },
            choice("0", " level-special", make("span", { class: "level-text" }, question.not_observed)),
            choice("9", " level-special", make("span", { class: "level-text" }, question.unsure)))),
        coming),
      make("div", { class: "turn" }, previous, next));
    heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    turn = goOn;
  };

  // The keys of the app's questions.
  let turn = () => {};
  document.addEventListener("keydown", (event) => {
    if (!first.isConnected || !early.begun || event.ctrlKey || event.metaKey || event.altKey) return;
    const radio = /^[0-9]$/.test(event.key) && first.querySelector(`input[value="${event.key}"]`);
    if (radio) radio.click();
    else if (event.key === "ArrowRight" || (event.key === "Enter" && !event.target.closest("button, summary, a"))) turn();
    else return;
    event.preventDefault();
  });

  chooseRole();
  document.body.prepend(first);
})();
