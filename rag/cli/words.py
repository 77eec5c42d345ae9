"""The command line's own words in Chinese and English, and the choice between the two languages.

Answers are in the language of the question (rag.presentation.phrases). Help, reports and error
messages are in the user's language: SPEECHRAG_LANGUAGE, or the language of the locale.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache

from rag.ingestion.formats import usual_suffixes
from rag.types.text import Language

WORDS: Mapping[str, tuple[str, str]] = {
    # key: (Chinese, English)
    "help": (
        "就政府讲话和报告提问；答案的每一句话都有原文引文为据。",
        "Ask questions of government speeches; a verbatim quotation proves every sentence of an "
        "answer.",
    ),
    "help.version": ("显示名称和版本。", "Show name and version."),
    "help.help": ("显示本说明。", "Show this message and exit."),
    "help.install_completion": (
        "为当前 shell 安装命令补全。",
        "Install completion for the current shell.",
    ),
    "help.show_completion": (
        "显示当前 shell 的命令补全脚本，以便复制或修改。",
        "Show completion for the current shell, to copy it or customize the installation.",
    ),
    "help.options": ("[选项]", "[OPTIONS]"),
    "help.commands": ("命令 [参数]…", "COMMAND [ARGS]..."),
    # commands
    "help.index": (
        "为 PATH… 建立索引：只读取新增和改动的文件，已不存在的从索引中去掉。",
        "Index PATH…: read new and changed files, and remove files that are gone.",
    ),
    "help.ask": (
        "用引文回答 QUESTION，并说明每条引文的出处。",
        "Answer QUESTION with quotations, and give the source of each quotation.",
    ),
    "help.search": (
        "列出与 QUERY 最相符的段落，最相符的在前。",
        "List the passages that match QUERY best, best first.",
    ),
    "help.compare": (
        "就每个地区、年份、讲话人或文件分别问 QUESTION：各给一条引文，或说明未提及。"
        "问题或筛选条件点名几个时，只比较这几个。",
        "Ask QUESTION of each region, year, speaker or document. Each gets a quotation, or is "
        "marked as not stated. If the question or the filters name several, only these are "
        "compared.",
    ),
    "help.documents": ("列出索引中的文件。", "List the documents of an index."),
    "help.document": (
        "显示一份文件：已知的信息，以及需要留意之处。",
        "Show one document: its details and its warnings.",
    ),
    "help.evaluate": (
        "逐一提问 CASES 中的问题，按已知答案衡量检索和回答。",
        "Ask the questions of CASES and measure search and answers against the known answers.",
    ),
    "help.verify-quotes": (
        "核对 FILE 中的每一条引文：讲话里有没有这句话，哪些字词不同。有一条不符，退出码即为 1。",
        "Check each quotation of FILE: whether a speech says so, and which words differ. The exit "
        "code is 1 if one does not stand.",
    ),
    "help.generations": (
        "列出索引的各个版本：何时建立、多少文件、多大、为何保留。",
        "List the generations of an index: when each was made, how many documents it holds, its "
        "size, and why it is still there.",
    ),
    "help.rollback": (
        "退回到前一版，或指定的一版：运行中的服务会自动启用，下次建立索引由此继续。",
        "Go back to the generation before, or to one that you name. A running server takes it up, "
        "and the next build goes on from there.",
    ),
    "help.rollback_to": (
        "改用第 N 版（也可比当前版本更新）；不写则退回前一版",
        "Serve generation N, which may also be a newer one; without it, the one before",
    ),
    "help.keep": (
        "保留多少版（含当前版本），以便退回；至少 2 [env: SPEECHRAG_KEEP]",
        "Generations that stay on the disk, the served one included, to go back to; 2 at least "
        "[env: SPEECHRAG_KEEP]",
    ),
    "help.verify": (
        "检查索引是否完整：每个文件的摘要、内容之间是否相符、所用模型是否一致。"
        "有损坏时指出是哪个文件，退出码为 1。",
        "Check whether the index is whole: the digest of each file, whether what they hold agrees, "
        "and the model. If anything is damaged, the file is named and the exit code is 1.",
    ),
    "help.repair": (
        "从来源重新建立损坏的索引，只重新计算缺失的向量",
        "Make a damaged index again from its sources, embedding only what is missing",
    ),
    "help.figures": (
        "列出讲话中的数字：每一行是一个数字，附其原文引文和出处。",
        "List the figures that speeches state, each with the words that state it and their place.",
    ),
    "help.ledger": (
        "把各地区的目标与结果并列：两处引文，以及据此算出的结论。",
        "Put the targets of each region beside their results, with both quotations and the verdict "
        "that follows from them.",
    ),
    "help.check": (
        "核对 FILE 中的每一个数字：讲话里有没有这样说，或者说的是别的数字。"
        "有一个数字另有说法，退出码即为 1。",
        "Check each figure of FILE: whether a speech states it, or states another figure. The exit "
        "code is 1 if one is stated otherwise.",
    ),
    "help.serve": (
        "通过 HTTP 提供服务，直到停止；新版索引会自动启用。",
        "Serve the index over HTTP until stopped; switch to a new generation automatically.",
    ),
    "help.mcp": (
        "通过标准输入输出向 AI 助手提供服务（MCP），直到标准输入结束。",
        "Serve an AI assistant over standard input and output (MCP) until standard input ends.",
    ),
    "help.settings": (
        "列出所有生效的设置，以及各自来自默认值、设置文件、环境变量还是选项；密钥不会显示。",
        "Show every setting in force, and whether it is a default or comes from the settings file, "
        "the environment or an option. Secrets are masked.",
    ),
    # options and arguments
    "help.indexes": (
        "存放索引的文件夹 [env: SPEECHRAG_INDEXES]",
        "Folder that holds the indexes [env: SPEECHRAG_INDEXES]",
    ),
    "help.name": (
        "该文件夹中索引的名称 [env: SPEECHRAG_NAME]",
        "Name of the index in that folder [env: SPEECHRAG_NAME]",
    ),
    "help.env_file": (
        "设置文件，每行一个 SPEECHRAG_…=…；不指定就不读取 [env: SPEECHRAG_ENV_FILE]",
        "File with settings, one SPEECHRAG_…=… per line; no file is read unless it is named "
        "[env: SPEECHRAG_ENV_FILE]",
    ),
    "help.json": (
        "标准输出只有一个 JSON 文档",
        "Print one JSON document on stdout and nothing else",
    ),
    "help.since": (
        "不早于：YYYY、YYYY-MM 或 YYYY-MM-DD",
        "Not before: YYYY, YYYY-MM or YYYY-MM-DD",
    ),
    "help.until": ("不晚于，写法同上", "Not after; written in the same way"),
    "help.region": ("只限这一地区；可重复给出", "Only this region; may be repeated"),
    "help.speaker": ("只限这位讲话人；可重复给出", "Only this speaker; may be repeated"),
    "help.within": (
        "只限这份文件（编号或其开头）；可重复给出",
        "Only this document (its id, or the beginning of its id); may be repeated",
    ),
    "help.limit": ("最多使用多少个段落", "Use at most this many passages"),
    "help.indicator": (
        "指标的任何名称（中文或英文），或讲话中所用名称的一部分；不写则列出全部",
        "Any name of an indicator, in Chinese or English, or a part of a term as speeches write "
        "it; all figures if it is left out",
    ),
    "help.figure_year": (
        "只限说这一年的数字；可重复给出",
        "Only figures of this year, whenever they were stated; may be repeated",
    ),
    "help.stance": (
        "只限成果、进展、目标、问题或建议；可重复给出",
        "Only results, work under way, targets, problems or proposals; may be repeated",
    ),
    "help.contradictions": (
        "只列出讲话中有两种说法的数字",
        "Only figures that the speeches state in two ways",
    ),
    "help.figure_kind": ("只限这一类数字；可重复给出", "Only this kind of figure; may be repeated"),
    "help.rows": (
        "最多列出多少行；不写则在终端列出前 {count} 行，其余情况列出全部",
        "List at most this many rows; without it a terminal shows the first {count}, everything "
        "else gets all",
    ),
    "help.question": ("中文或英文", "In Chinese or English"),
    "help.answerer": (
        "由谁作答 [env: SPEECHRAG_ANSWERER]",
        "Who answers [env: SPEECHRAG_ANSWERER]",
    ),
    "help.translate": (
        "由语言模型译出每句话；数字、年份与句意有出入的译文不采用",
        "Have the language model translate each statement; a translation whose figures, years or "
        "meaning differ is left out",
    ),
    "help.language": (
        "答案中非引文部分所用的语言",
        "Language of the parts of the answer that are not quotations",
    ),
    "help.paths": (
        f"讲话文件（{'、'.join(usual_suffixes())}）或其文件夹",
        f"Files of speeches ({', '.join(usual_suffixes())}), or folders with such files",
    ),
    "help.rebuild": (
        "重新读取全部文件，重新计算全部段落",
        "Read every file and embed every passage again",
    ),
    "help.add": (
        "索引由别处建成时：连同已有的来源一并读取",
        "If the index was made from other paths: read these and the new paths",
    ),
    "help.replace": (
        "索引由别处建成时：只读取现在给出的来源",
        "If the index was made from other paths: read only the new paths",
    ),
    "help.allow_shrink": (
        "允许索引失去半数以上的文件",
        "Allow the index to lose more than half of its documents",
    ),
    "help.watch": (
        "一直运行：文件有变动就重新建立索引，每次输出一行；Ctrl-C 结束",
        "Go on: index again whenever files have changed, a line for each time; Ctrl-C ends it",
    ),
    "help.by": ("表格的每一行代表什么", "What each row of the table stands for"),
    "help.csv": ("输出可用电子表格打开的表格", "Print a table for a spreadsheet"),
    "help.bom": (
        "与 --csv 同用：加上 Excel 识别 UTF-8 所需的标记",
        "With --csv: begin with the mark by which Excel recognises UTF-8",
    ),
    "help.chart": ("把带图表的网页写入该文件", "Write a web page with a chart to this file"),
    "help.quotes_file": (
        "Word、Markdown、文本或网页文件，或导出的 CSV、JSON；- 表示标准输入",
        "A file in Word, Markdown, text or HTML, or an export as CSV or JSON; - for standard input",
    ),
    "help.check_file": (
        "中文或英文的文本文件；- 表示标准输入",
        "A text file in Chinese or English; - for standard input",
    ),
    "help.export": (
        "写入该文件，格式由文件名的结尾决定：.md、.docx、.csv、.json，"
        "或参考文献 .bib、.ris、.csl.json、.txt（GB/T 7714）",
        "Write to this file, in the format of its suffix: .md, .docx, .csv, .json, or references "
        "as .bib, .ris, .csl.json or .txt (GB/T 7714)",
    ),
    "help.id": (
        "`speechrag documents` 所列的编号；只写开头亦可",
        "The id that `speechrag documents` lists; its beginning is enough",
    ),
    "help.report": ("显示这份文件是怎样读取和清理的", "Show how the document was read and cleaned"),
    "help.text": ("显示可引用的文本", "Show the text from which quotations are taken"),
    "help.cases": (
        "问题和答案的文件，JSONL 格式；可给出多个",
        "Files of questions and answers, as JSONL",
    ),
    "help.fold": (
        "只问分成 K 份的问题中的第 I 份，如 2/5；同一问题的两种语言总在同一份",
        "Ask only fold I of K folds of the questions, like 2/5; a question is in one fold in both "
        "languages",
    ),
    "help.report_file": ("把完整报告写入该文件", "Write the whole report to this file"),
    "help.html": ("把可读的网页写入该文件", "Write a web page for reading to this file"),
    "help.earlier": ("与此前的 --report 结果比较", "Compare with this earlier --report"),
    "help.host": ("监听地址 [env: SPEECHRAG_HOST]", "Address [env: SPEECHRAG_HOST]"),
    "help.port": ("端口 [env: SPEECHRAG_PORT]", "Port [env: SPEECHRAG_PORT]"),
    # what is wrong with a command
    "wrong.until": ("--until 早于 --since", "--until is earlier than --since"),
    "wrong.env_file": (
        "读不出设置文件 {file}：{why}。请改正 --env-file 或 SPEECHRAG_ENV_FILE，或者去掉它",
        "the settings file {file} cannot be read: {why}. Correct --env-file or SPEECHRAG_ENV_FILE, "
        "or leave it out",
    ),
    "wrong.env_file.text": ("不是 UTF-8 文本", "it is not text in UTF-8"),
    "wrong.csv": ("--csv 和 --json 只能选一个", "choose one of --csv and --json"),
    "wrong.export": (
        "--export {file}：没有这种格式；请用以下结尾之一：{suffixes}",
        "--export {file}: there is no such format; let the name end with one of {suffixes}",
    ),
    "wrong.add": ("--add 和 --replace 只能选一个", "choose one of --add and --replace"),
    "wrong.fold": (
        "--fold {fold}：请写成 I/K，如 2/5，I 在 1 和 K 之间，K 至少为 2",
        "--fold {fold}: write I/K, like 2/5, with I from 1 to K and K at least 2",
    ),
    "wrong.fold.empty": (
        "--fold {fold}：这一份没有问题",
        "--fold {fold}: no question is in this fold",
    ),
    "wrong.host": (
        "其他机器可以访问 {host}：请把 SPEECHRAG_API_KEYS 设为客户端须出示的密钥，"
        "或改在 127.0.0.1 上提供服务",
        "other machines can reach {host}: set SPEECHRAG_API_KEYS to the keys that clients must "
        "send, or serve on 127.0.0.1",
    ),
    "wrong.citation_format": (
        "SPEECHRAG_CITATION_FORMAT：请设为 {names} 之一",
        "SPEECHRAG_CITATION_FORMAT: set it to one of {names}",
    ),
    "wrong.root_path": (
        "无法在路径 {path} 下提供服务：请换一个路径（不要用本服务自己的地址，如 /v1），"
        "并使 SPEECHRAG_ROOT_PATH 与 SPEECHRAG_PUBLIC_URL 中的路径一致",
        "cannot serve under the path {path}: choose one that is no address of this service, such "
        "as /v1, and let SPEECHRAG_ROOT_PATH and the path of SPEECHRAG_PUBLIC_URL be the same",
    ),
    "wrong.cors_origins": (
        "SPEECHRAG_CORS_ORIGINS：{origin} 不是网站地址，请写成 https://chat.example 这样的形式",
        "SPEECHRAG_CORS_ORIGINS: {origin} is no address of a site; write it as "
        "https://chat.example",
    ),
    "wrong.mcp": (
        "尚未安装 MCP：{command}",
        "MCP is not installed: {command}",
    ),
    "wrong.rate": (
        "SPEECHRAG_RATE_ASKS、SPEECHRAG_RATE_CHANGES 和 SPEECHRAG_RATE_READS："
        "请写成 50/second;1200/minute 这样的形式，或设 SPEECHRAG_RATE_LIMITS=off",
        "SPEECHRAG_RATE_ASKS, SPEECHRAG_RATE_CHANGES and SPEECHRAG_RATE_READS: write them as "
        "50/second;1200/minute, or set SPEECHRAG_RATE_LIMITS=off",
    ),
    "stopped": ("已中止。", "Stopped."),
    # speechrag settings
    "settings.file": ("设置文件：{file}", "Settings file: {file}"),
    "settings.no_file": (
        "没有指定设置文件（--env-file 或 SPEECHRAG_ENV_FILE）",
        "No settings file is named (--env-file or SPEECHRAG_ENV_FILE)",
    ),
    "settings.none": ("（未设置）", "(not set)"),
    "settings.source.default": ("默认", "default"),
    "settings.source.file": ("设置文件", "settings file"),
    "settings.source.environment": ("环境变量", "environment"),
    "settings.source.option": ("选项", "option"),
    "settings.unknown": (
        "{variable}（{source}）不是设置项，不起作用",
        "{variable} ({source}) is no setting and does nothing",
    ),
    "settings.unknown.near": (
        "{variable}（{source}）不是设置项，不起作用；是否想用 {near}？",
        "{variable} ({source}) is no setting and does nothing; did you mean {near}?",
    ),
    # speechrag index
    "index.stage.indexing": ("正在索引", "indexing"),
    "index.stage.verifying": ("正在检查", "verifying"),
    "index.done": (
        "索引 {name}，第 {generation} 版，用时 {seconds:.1f} 秒",
        "Index {name}, generation {generation}, in {seconds:.1f} s",
    ),
    "index.unchanged": (
        "索引 {name}，第 {generation} 版：没有变化，未发布新版（{seconds:.1f} 秒）",
        "Index {name}, generation {generation}: nothing changed, so no new generation was "
        "published ({seconds:.1f} s)",
    ),
    "index.documents": (
        "  文件：新增 {added}，改动 {changed}，移除 {removed}，未变 {unchanged}",
        "  documents: {added} added, {changed} changed, {removed} removed, {unchanged} unchanged",
    ),
    "index.passages": (
        "  段落：共 {total}，其中新计算 {embedded}，沿用 {reused}",
        "  passages:  {total}, of which {embedded} embedded, {reused} reused",
    ),
    "index.not_limited": (
        "  警告：本系统无法限制读取文件所用的内存和时间。损坏或恶意的文件可能使本命令中断："
        "请只索引可信的文件，或改用 Linux、macOS 或 WSL。",
        "  warning:   This system cannot limit the memory and time of file readers. A damaged or "
        "hostile file can stop this command: index only files that you trust, or use Linux, macOS "
        "or WSL.",
    ),
    "index.skipped": ("  跳过：{file}：{reason}", "  skipped:   {file}: {reason}"),
    "index.watch.built": (
        "{time} 索引 {name}，第 {generation} 版：新增 {added}，改动 {changed}，移除 {removed}，"
        "未变 {unchanged}，跳过 {skipped}",
        "{time} index {name}, generation {generation}: {added} added, {changed} changed, "
        "{removed} removed, {unchanged} unchanged, {skipped} skipped",
    ),
    "index.watch.unchanged": (
        "{time} 索引 {name}，第 {generation} 版：没有变化（文件 {unchanged}，跳过 {skipped}）",
        "{time} index {name}, generation {generation}: nothing changed ({unchanged} documents, "
        "{skipped} skipped)",
    ),
    "index.watch.ended": (
        "不再留意文件的变动；索引 {name} 仍可使用。",
        "Files are no longer watched; index {name} can still be used.",
    ),
    "index.stopped": (
        "索引已中止；原有的索引 {name} 没有改动，仍可使用。",
        "Indexing was stopped. The previous index {name} is unchanged and can still be used.",
    ),
    "index.stopped.none": (
        "索引已中止；没有建成索引 {name}。",
        "Indexing was stopped. No index {name} was made.",
    ),
    "index.stopped.published": (
        "已中止，但新版索引 {name} 此前已经发布，可以使用。",
        "Stopped, but the new generation of index {name} was already published and can be used.",
    ),
    # speechrag generations, speechrag rollback
    "generations.line": (
        "第 {generation} 版  {created}  文件 {documents}  {size:,.1f} MB  {why}",
        "generation {generation}  {created}  {documents} documents  {size:,.1f} MB  {why}",
    ),
    "generations.unread": (
        "第 {generation} 版  {why}：{problem}",
        "generation {generation}  {why}: {problem}",
    ),
    "generations.served": ("当前使用", "in use"),
    "generations.stands_in": ("当前使用（代替已损坏的版本）", "in use (another is damaged)"),
    "generations.kept": ("保留，可以退回", "kept to go back to"),
    "generations.waiting": (
        "下次建立索引时删除（仍有进程在读则暂留）",
        "removed by the next build, unless a process still reads it",
    ),
    "generations.damaged": ("已损坏", "damaged"),
    "rollback.done": (
        "索引 {name}：已由第 {before} 版改为第 {generation} 版，文件 {documents}。"
        "运行中的服务会自动启用；下次建立索引由此继续。",
        "Index {name}: generation {generation} is in use instead of {before}; {documents} "
        "documents. A running server takes it up, and the next build goes on from there.",
    ),
    "rollback.none": ("（无）", "none"),
    # speechrag verify
    "verify.generation": (
        "第 {generation} 版{serves}：完整；文件 {documents}，段落 {passages}",
        "generation {generation}{serves}: whole; {documents} documents, {passages} passages",
    ),
    "verify.generation.damaged": (
        "第 {generation} 版{serves}：已损坏",
        "generation {generation}{serves}: damaged",
    ),
    "verify.generation.other": (
        "第 {generation} 版：由其他版本的 speechrag 写成，未检查",
        "generation {generation}: written by another version of speechrag, not checked",
    ),
    "verify.serves": ("（当前）", " (current)"),
    "verify.pointer": ("{file}：没有指向可用的版本", "{file}: names no generation that is there"),
    "verify.missing": ("{file}：缺失", "{file}: is missing"),
    "verify.foreign": ("{file}：不属于索引", "{file}: does not belong to the index"),
    "verify.size": ("{file}：大小不符", "{file}: has another size"),
    "verify.changed": ("{file}：发布后被改动", "{file}: was changed after it was published"),
    "verify.unreadable": ("{file}：无法读取", "{file}: cannot be read"),
    "verify.manifest": ("{file}：缺失或被改动", "{file}: is missing or was changed"),
    "verify.format": (
        "{file}：由其他版本的 speechrag 写成",
        "{file}: written by another version of speechrag",
    ),
    "verify.lease": ("{file}：缺失或无法读取", "{file}: is missing or cannot be read"),
    "verify.parts": ("无法打开：{detail}", "cannot be opened: {detail}"),
    "verify.rows": ("内容不符：{detail}", "what it holds does not agree: {detail}"),
    "verify.model": ("模型：{detail}", "model: {detail}"),
    "verify.whole": (
        "索引 {name} 完整（{seconds:.1f} 秒）",
        "Index {name} is whole ({seconds:.1f} s)",
    ),
    "verify.damaged": (
        "索引 {name} 已损坏。修复：speechrag verify --repair --name {name}",
        "Index {name} is damaged. To mend it: speechrag verify --repair --name {name}",
    ),
    "verify.stands_in": (
        "目前由第 {generation} 版代为回答。",
        "Generation {generation} answers meanwhile.",
    ),
    "verify.nothing_answers": (
        "没有一版完整，目前无法回答任何问题。",
        "No generation is whole: nothing can be answered meanwhile.",
    ),
    "verify.repaired": (
        "已修复：第 {generation} 版已发布；段落共 {total}，其中新计算 {embedded}，沿用 {reused}",
        "Mended: generation {generation} is published; {total} passages, of which {embedded} "
        "embedded, {reused} reused",
    ),
    # speechrag verify-quotes
    "quotes.stands": ("属实", "stands"),
    "quotes.altered": (
        "有改动：[-引文所写-][+讲话原文+]",
        "altered: [-as quoted-][+as spoken+]",
    ),
    "quotes.elsewhere": (
        "出处有误：所注的讲话没有这句话，另一篇有",
        "elsewhere: the speech that is named does not say so; another does",
    ),
    "quotes.not_found": (
        "没有找到：没有讲话说过类似的话",
        "not found: no speech says anything like it",
    ),
    "quotes.counts": (
        "引文 {all} 条：属实 {stands}，有改动 {altered}，出处有误 {elsewhere}，"
        "没有找到 {not_found}",
        "{all} quotations: {stands} stand, {altered} altered, {elsewhere} elsewhere, "
        "{not_found} not found",
    ),
    "quotes.skipped": (
        "另有 {count} 条太短（不足六个汉字或三个单词），未核对",
        "{count} more are too short to check (under six Chinese characters or three words)",
    ),
    "quotes.index": ("索引 {name}，第 {generation} 版", "index {name}, generation {generation}"),
    # speechrag figures
    "figures.region": ("地区", "region"),
    "figures.period": ("时间", "period"),
    "figures.value": ("数值", "value"),
    "figures.stance": ("性质", "stance"),
    "figures.quotation": ("引文", "quotation"),
    "figures.none": (
        "没有这样的数字；可放宽 --year、--region、--stance 或 --kind",
        "there is no such figure; ask with fewer of --year, --region, --stance and --kind",
    ),
    "figures.more": (
        "以上是前 {shown} 行；要看更多，用 --limit、--csv 或 --json",
        "these are the first {shown} rows; for more, use --limit, --csv or --json",
    ),
    # speechrag documents, speechrag document
    "documents.id": ("编号", "id"),
    "documents.date": ("日期", "date"),
    "documents.region": ("地区", "region"),
    "documents.institution": ("机构", "institution"),
    "documents.speaker": ("讲话人", "speaker"),
    "documents.title": ("标题", "title"),
    "documents.language": ("语言", "language"),
    "documents.file": ("文件", "file"),
    "documents.url": ("网址", "url"),
    "documents.characters": ("字符数", "characters"),
    "documents.pages": ("页数", "pages"),
    "documents.warning": ("留意", "warning"),
    "documents.report": ("处理记录", "report"),
    "documents.beware": ("留意", "beware"),
    "documents.count": (
        "{count} 份文件；索引 {name}，第 {generation} 版；用 `speechrag document 编号` 查看一份",
        "{count} documents; index {name}, generation {generation}; "
        "`speechrag document ID` shows a single document",
    ),
    "documents.none": (
        "没有符合筛选条件的文件；索引 {name}，第 {generation} 版",
        "no document matches the filters; index {name}, generation {generation}",
    ),
}


def say(key: str, **values: object) -> str:
    """The words for `key` in the user's language, filled in with `values`."""
    return say_in(user_language(), key, **values)


def say_in(language: Language, key: str, **values: object) -> str:
    """The words for `key` in that language, filled in with `values`."""
    chinese, english = WORDS[key]
    words = chinese if language == "zh" else english
    return words.format(**values) if values else words


def option_help(key: str, **values: object) -> str:
    """The words for `key` on a help page, where an unescaped `[…]` would be read as markup."""
    return say(f"help.{key}", **values).replace("[", r"\[")


def short_warnings(codes: Iterable[str]) -> str:
    """A word or two for each warning, in the user's language."""
    from rag.presentation.phrases import listed
    from rag.presentation.warnings import short_words

    language = user_language()
    return listed((short_words(code, language) for code in codes), language)


def user_language() -> Language:
    """The language that the user reads."""
    return _chosen or _language_of_environment()


def choose_language(language: Language | None) -> None:
    """Speak `language` from now on; None stands for the language of the environment."""
    global _chosen
    _chosen = language


_chosen: Language | None = None
_LANGUAGES: Mapping[str, Language] = {"zh": "zh", "en": "en"}


@cache
def _language_of_environment() -> Language:
    return language_of(os.environ)


def language_of(environment: Mapping[str, str]) -> Language:
    """SPEECHRAG_LANGUAGE, or the language of the locale as POSIX finds it."""
    chosen = _LANGUAGES.get(environment.get("SPEECHRAG_LANGUAGE", ""))
    if chosen is not None:
        return chosen
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "")
    return "zh" if locale.lower().startswith("zh") else "en"
