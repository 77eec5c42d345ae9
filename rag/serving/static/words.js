// Every word of the page in Chinese and English. `say` gives it in the language of the page.

const WORDS = {
  // key: [Chinese, English]; {} stands for a value
  "motto": ["每一句都有原文为证", "Every sentence is a quotation"],
  "ask": ["提问", "Ask"],
  "compare": ["比较", "Compare"],
  "documents": ["文献", "Speeches"],
  "ledger": ["目标与结果", "Targets and results"],
  "history": ["历史", "History"],
  "sections": ["栏目", "Sections"],
  "skip": ["跳到正文", "Skip to the text"],
  "question": ["问题", "Question"],
  "question.try": ["可以这样问：", "Questions to try"],
  "question.hint": ["用中文或英文提问，例如：", "Ask in Chinese or English, for example"],
  "asking": ["正在查阅…", "Reading the speeches…"],
  "theme": ["明暗", "Light or dark"],
  "theme.auto": ["随系统", "auto"],
  "theme.light": ["浅色", "light"],
  "theme.dark": ["深色", "dark"],

  "filters": ["限定范围", "Choose which speeches"],
  "filters.on": ["限定范围：{}", "Only {}"],
  "filters.clear": ["全部讲话", "all speeches"],
  "regions": ["地区", "Regions"],
  "speakers": ["讲话人", "Speakers"],
  "since": ["自", "From"],
  "until": ["至", "To"],
  "any": ["不限", "any"],
  "answerer": ["回答方式", "Answer"],
  "answerer.": ["默认", "as set up here"],
  "answerer.extractive": ["讲话原句", "in the speakers' words"],
  "answerer.llm": ["语言模型转述", "in a language model's words"],

  "status.answered": ["有据可答", "Answered from the speeches"],
  "status.partial": ["部分有据", "Partly answered"],
  "status.unsupported": ["未找到依据", "No support found"],
  "status.conflicting": ["与讲话所说不符", "The speeches say otherwise"],
  "unsupported": [
    "已收录的讲话和报告中没有找到能够回答这个问题的内容。",
    "Nothing in the indexed speeches answers this question.",
  ],
  "reason": ["原因：{}", "Why: {}"],
  "statements": ["共 {} 句", "Sentences: {}"],
  "stance.achieved": ["成果", "achieved"],
  "stance.under_way": ["进行中", "under way"],
  "stance.target": ["目标", "target"],
  "stance.problem": ["问题", "problem"],
  "stance.proposal": ["建议", "proposal"],
  "side.results": ["成果", "Results"],
  "side.promises": ["目标", "Promises"],
  "confidence.sure": ["确定", "sure"],
  "confidence.likely": ["很可能", "likely"],
  "confidence.doubtful": ["存疑", "doubtful"],
  "confidence.title": [
    "这样的句子每一百句约有 {} 句确实回答了问题",
    "About {} in 100 such sentences do answer the question",
  ],
  "official.declared.zh": ["引文 {} 的官方中文文本", "Official Chinese text of quotation {}"],
  "official.declared.en": ["引文 {} 的官方英文文本", "Official English text of quotation {}"],
  "official.found.zh": [
    "引文 {} 的官方中文文本（由逐句对照认定）",
    "Official Chinese text of quotation {} (found by comparing sentences)",
  ],
  "official.found.en": [
    "引文 {} 的官方英文文本（由逐句对照认定）",
    "Official English text of quotation {} (found by comparing sentences)",
  ],
  "gloss.rows": ["本系统的中文说明", "In English, our words"],
  "gloss.dictionary": ["逐词对照", "Word for word, by dictionary"],
  "gloss.model": ["语言模型译文", "Translated by a language model"],
  "derived": ["由 {} 算得", "worked out from {}"],
  "quotations": ["引文", "Quotations"],
  "quotation": ["引文 {}：{}", "Quotation {}: {}"],
  "of_quotations": ["引文 {} / {}", "Quotation {} of {}"],
  "previous": ["上一条", "previous"],
  "next": ["下一条", "next"],
  "page": ["第 {} 页", "page {}"],
  "meant": ["“{}”指 {}", "“{}” means {}"],
  "copy": ["复制引文与出处", "Copy with reference"],
  "copied": ["已复制", "Copied"],
  "copy.failed": ["浏览器不允许复制", "The browser does not allow copying"],
  "open": ["打开原文", "Open the speech"],
  "word_for_word": ["逐词对照", "word for word"],
  "undated": ["日期不详", "undated"],
  "warnings": ["引用时请注意", "Before you rely on it"],
  "dropped": ["未通过核对而舍去 {} 句", "Left out because it could not be verified: {}"],
  "dropped.no_citation": ["没有引文", "it cites nothing"],
  "dropped.unknown_source": ["引用了不存在的来源", "it cites a source that was not given"],
  "dropped.figure_not_in_quote": ["数字不在引文之中", "a figure does not stand in the quotation"],
  "dropped.not_supported": ["引文不足以支持", "the quotation does not support it"],
  "dropped.heading_only": ["引文只是标题", "the quotation is only a heading"],
  "dropped.totality_not_in_quote": ["引文没有说到全部", "the quotation does not speak of all"],
  "dropped.negation_not_in_quote": ["肯定或否定与引文不符", "it denies what the quotation affirms, or the other way round"],
  "dropped.time_not_in_quote": ["时间与引文不符", "the time is not that of the quotation"],
  "dropped.direction_not_in_quote": ["增减与引文不符", "the quotation does not say that it rose or fell so"],
  "dropped.rank_not_in_quote": ["引文没有说到这样的名次", "the quotation gives no such rank"],
  "dropped.cause_not_in_quote": ["引文没有说到原因", "the quotation gives no cause"],
  "dropped.degree_not_in_quote": ["程度与引文不符", "the quotation does not say how much"],
  "dropped.certainty_not_in_quote": ["肯定的程度或条件与引文不符", "the quotation is surer, less sure, or depends on something"],
  "dropped.subject_not_in_quote": ["说的不是引文中的地方、人物或事物", "it is about another place, person or thing"],
  "dropped.promise_told_as_result": ["把承诺说成成果，或把成果说成承诺", "it tells a promise as a result, or a result as a promise"],
  "nearest": ["最接近的段落", "Nearest passages"],
  "nearest.more": ["另有 {} 段", "{} more"],

  "understood": ["理解为", "Understood as"],
  "understood.region": ["地区", "region"],
  "understood.year": ["年份", "year"],
  "understood.stance": ["问的是", "asked for"],
  "asked.": ["成果或目标", "results or plans"],
  "asked.achieved": ["成果", "results"],
  "asked.under_way": ["进展", "work under way"],
  "asked.target": ["目标", "plans"],
  "understood.speakers": ["讲话人 {}", "speaker {}"],
  "understood.period": ["讲话时间 {}", "speeches of {}"],
  "understood.newest": [
    "未指定年份，优先采用最新报告",
    "no year named, so the newest reports first",
  ],
  "understood.missing": ["索引中没有：{}", "Not in the index: {}"],
  "understood.taken": ["“{}”按“{}”理解", "“{}” taken as “{}”"],
  "understood.parts": ["分为 {} 问", "{} questions in one"],

  "follow_up": ["追问", "Ask further"],
  "follow_up.hint": ["例如：2025年呢？", "For example: and in 2025?"],
  "follow_up.read_as": ["“{}”按上文读作：", "“{}”, read from what came before:"],
  "compare_by": ["比较各", "Compare by"],
  "by": ["按", "by"],
  "by.region": ["地区", "region"],
  "by.year": ["年份", "year"],
  "by.speaker": ["讲话人", "speaker"],
  "by.document": ["文件", "speech"],
  "comparing": ["正在比较，已得 {} 行…", "Comparing; rows so far: {}"],
  "stated_by": ["{} 组中有 {} 组提及", "{1} of {0} state it"],
  "not_stated": ["未提及", "not stated"],
  "stated_otherwise": ["另有说法", "stated otherwise"],
  "not_held": ["没有收录该报告", "the report is not held"],
  "figure": ["数值", "Figure"],
  "words": ["原话", "Words"],
  "source": ["出处", "Speech"],
  "several_years": [
    "各行出自不同年份（{}），比较时请留意",
    "The rows come from different years ({}): compare with care",
  ],
  "chart": ["{}，单位：{}", "{}, in {}"],
  "csv": ["表格 (CSV)", "Table (CSV)"],
  "figures": ["数字", "Figures"],
  "coverage": [
    "{} 份文件中有 {} 份全文读过，{} 份提到",
    "{1} of {0} documents were read whole; {2} state it",
  ],
  "certainty.likely": ["推断", "inferred"],
  "certainty.unclear": ["不明确", "unclear"],
  "one_by_one": ["逐条引文（{}）", "The quotations one by one ({})"],
  "rows.more": ["另有 {} 行", "{} more rows"],
  "rows.fewer": ["收起", "Fewer rows"],
  "chart.open": ["{}；打开原文", "{}; open the report"],
  "column.indicator": ["指标", "Indicator"],
  "column.period": ["时间", "Period"],
  "column.stance": ["性质", "Stance"],
  "target": ["目标", "Target"],
  "result": ["结果", "Result"],
  "verdict": ["结论", "Verdict"],
  "otherwise": ["另有表述（{}）", "Stated otherwise ({})"],
  "print": ["打印", "Print"],
  "ledger.hint": [
    "每个目标旁边是次年报告的结果；结论按规则得出，两处原文都在。",
    "Each target beside the result that the next report states; the verdict follows by a rule.",
  ],
  "ledger.none": [
    "没有符合条件的目标或结果。",
    "No target and no result passes this choice.",
  ],
  "take_along": ["带走", "Take along"],
  "format.md": ["Markdown", "Markdown"],
  "format.docx": ["Word", "Word"],
  "format.csv": ["CSV", "CSV"],
  "format.json": ["JSON", "JSON"],
  "format.bib": ["BibTeX", "BibTeX"],
  "format.ris": ["RIS", "RIS"],
  "format.csl": ["CSL-JSON", "CSL-JSON"],
  "format.gbt7714": ["GB/T 7714", "GB/T 7714"],
  "compare.hint": [
    "把同一个问题问遍每个地区、年份或讲话人，每一格都有引文。",
    "One question asked of every region, year or speaker; each cell has its quotation.",
  ],

  "speech": ["讲话", "Speech"],
  "speech.hint": [
    "点一下答案里的编号，讲话随即打开，引文已经标出。",
    "Press a number in the answer: the speech opens with the quotation marked.",
  ],
  "close": ["关闭", "Close"],
  "loading": ["正在打开…", "Opening…"],
  "reading_page": ["阅读页", "Reading page"],

  "in_index": ["收录 {} 篇讲话", "{} speeches are indexed"],
  "in_index.years": ["{} 年至 {} 年", "from {} to {}"],
  "search": ["查找", "Find"],
  "search.hint": ["标题、讲话人、地区、文件名", "title, speaker, region, file"],
  "found": ["{} 篇", "Speeches: {}"],
  "none_found": ["没有这样的讲话。", "No speech is like that."],
  "column.title": ["标题", "Title"],
  "column.date": ["日期", "Date"],
  "column.region": ["地区", "Region"],
  "column.speaker": ["讲话人", "Speaker"],
  "column.characters": ["字数", "Characters"],
  "column.cautions": ["提示", "Warnings"],
  "details": ["来历与整理", "Origin and cleaning"],
  "details.of": ["{}：来历与整理", "{}: origin and cleaning"],
  "report.file": ["文件", "file"],
  "report.institution": ["机构", "institution"],
  "report.occasion": ["场合", "occasion"],
  "report.language": ["语言", "language"],
  "report.pages": ["页数", "pages"],
  "report.decoding": ["编码", "decoded by"],
  "report.characters": ["字符", "characters"],
  "report.kept": [
    "发布 {}，保留 {}，删去 {}，替换 {}",
    "{} published, {} kept, {} removed, {} replaced",
  ],
  "report.rules": ["整理规则", "cleaning"],
  "report.times": ["{} {} 次", "{} × {}"],
  "report.evidence": ["依据", "evidence"],
  "report.id": ["编号", "id"],

  "history.empty": ["还没有问过问题。", "Nothing has been asked yet."],
  "history.note": ["历史只保存在这个浏览器里。", "History is kept in this browser only."],
  "history.clear": ["清除历史", "Clear history"],
  "history.recent": ["最近的问题", "Asked before"],

  "index": ["索引 {}，第 {} 版，{} 个段落", "index {}, generation {}, passages: {}"],
  "indexes": ["选择索引", "Choose an index"],
  "index.down": ["没有可用的索引：{}", "No index can be asked: {}"],
  "index.degraded": ["最新一版索引有问题（{}），详见 /readyz", "Something is wrong with the newest index ({}): see /readyz"],
  "index.refresh": ["新索引未能载入：{}", "A newer index could not be loaded: {}"],

  "key.title": ["需要密钥", "A key is needed"],
  "key.why": [
    "这台服务器只回答持有密钥的人。密钥只保存到关闭此标签页为止。",
    "This server answers only those who have a key. It is kept until this tab is closed.",
  ],
  "key.wrong": ["服务器不认识这个密钥。", "The server does not know this key."],
  "key.label": ["密钥", "Key"],
  "key.send": ["继续", "Continue"],
  "key.cancel": ["取消", "Cancel"],

  "problem": ["出了问题", "It did not work"],
  "problem.network": [
    "连不上服务器。请确认它在运行，然后重试。",
    "The server cannot be reached. See that it runs, and try again.",
  ],
  "problem.key-needed": ["需要密钥才能提问。", "A key is needed to ask here."],
  "problem.busy": [
    "提问的人太多，请稍后再试。",
    "Too many questions at once; try again in a moment.",
  ],
  "problem.timeout": [
    "回答超时，请缩小范围或稍后再试。",
    "The answer took too long; ask for less, or try again later.",
  ],
  "problem.index-unavailable": [
    "还没有索引。请先运行 speechrag index。",
    "There is no index yet. Run speechrag index first.",
  ],
  "problem.index-damaged": [
    "索引已损坏。请运行 speechrag verify。",
    "The index is damaged. Run speechrag verify.",
  ],
  "problem.no-such-document": ["这篇讲话已不在索引中。", "This speech is no longer in the index."],
  "problem.no-such-index": ["这里没有这个索引。", "There is no such index here."],
  "problem.invalid-request": ["问题无法读取：{}", "The question cannot be read: {}"],
  "problem.invalid-question": ["问题无法读取：{}", "The question cannot be read: {}"],
  "problem.answer-gone": ["答案只保留一小时，请重新提问。", "An answer is kept for an hour; ask again."],
  "problem.broken": ["回答中途断开，请重试。", "The answer broke off; try again."],
  "problem.internal-error": [
    "服务器内部出错，已记入日志。",
    "Something broke in the server; it was logged.",
  ],
  "retry": ["重试", "Try again"],
};

const UNITS = {
  percent: ["%", "%"],
  percentage_point: ["百分点", "percentage points"],
  yuan: ["元", "yuan"],
  square_metre: ["平方米", "square metres"],
  microgram_per_cubic_metre: ["微克/立方米", "µg/m³"],
};

/** "zh" or "en": the language of the page. */
export function language() {
  return document.documentElement.lang.startsWith("zh") ? "zh" : "en";
}

/** The words for `key`, with `values` in the order of their braces; {1} asks for the second. */
export function say(key, ...values) {
  const pair = WORDS[key];
  if (!pair) return key;
  let next = 0;
  return pair[language() === "zh" ? 0 : 1].replace(/\{(\d?)\}/g, (_, at) =>
    String(values[at === "" ? next++ : Number(at)] ?? ""),
  );
}

/** `say`, or `other` where there are no such words. */
export function sayOr(key, other, ...values) {
  return key in WORDS ? say(key, ...values) : other;
}

/** Words side by side, with the language's own comma. */
export function listed(words) {
  return words.join(language() === "zh" ? "、" : ", ");
}

/** The name of a unit of the API, such as `square_metre`. */
export function unitWords(unit) {
  const pair = UNITS[unit];
  return pair ? pair[language() === "zh" ? 0 : 1] : (unit ?? "").replaceAll("_", " ");
}

/** A number as this language writes it. */
export function number(value) {
  return new Intl.NumberFormat(language()).format(value);
}

/** "zh" or "en" for a text of the speeches: what `lang` is set to. */
export function languageOf(text) {
  return /[\u3400-\u9fff]/.test(text) ? "zh" : "en";
}
