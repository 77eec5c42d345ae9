"""Why a file is left out, in Chinese and English: one table, a row a reason.

To add one, add its row, and name its code where the file is refused
(`raise unreadable(file, "code", value=…)`). `{bytes:,}` stands for the value of that name;
`{advice}` names a row of ADVICE. A test walks all rows, and all places under rag/ that name a code.
"""

from __future__ import annotations

from collections.abc import Mapping

from rag.extras import how_to_install

# (Chinese, English)
Pair = tuple[str, str]

_INSTALL_ZH = how_to_install("ocr").replace(" (in a clone: ", "（在代码库中：").replace(")", "）")
_RENAME = ("；如果是讲话，请改名为 .txt", "; if it is a speech, rename it to .txt")
# Markdown is read whatever it looks like, so that nobody is left without a way.
_AS_MARKDOWN = ("；如果是讲话，请改名为 .md", "; if it is a speech, rename it to .md")
_EACH = ("请把每篇讲话存为单独的文本文件", "save each speech as a text file of its own")


def _with(zh: str, en: str, more: Pair) -> Pair:
    return zh + more[0], en + more[1]


_KEPT = (
    "；之前收录的内容保留。要从索引中去掉，请删除这个文件或文件夹",
    "; what was indexed of it before is kept. To remove that from the index, remove the file or "
    "folder",
)
_NOT_OPENED = ("无法读取（系统说明：{system}）", "cannot be read: {system}")
_SIDECAR_NOT_OPENED = (
    "旁边的说明 {sidecar} 无法读取（系统说明：{system}）",
    "its front matter or sidecar: {sidecar} cannot be read: {system}",
)

ADVICE: Mapping[str, Pair] = {
    "word-processor": (
        "请用文字处理软件打开并重新保存",
        "open it in a word processor and save it anew",
    ),
    "as-text": ("请把文字另存为 .txt", "save its text as .txt"),
    "as-html-or-text": ("请把文字另存为 .html 或 .txt", "save its text as .html or .txt"),
    "as-html": ("请把网页另存为 HTML", "save the page as HTML"),
    "print-ofd": (
        "请用 OFD 阅读器打开并打印为 PDF",
        "open it in an OFD reader and print it to PDF",
    ),
    "doc-programs": (
        "请另存为 .docx，或安装 antiword 或 LibreOffice",
        "save it as .docx, or install antiword or LibreOffice",
    ),
    "install-ocr": (
        f"请安装文字识别组件：{_INSTALL_ZH}",
        f"install the reader of pictures: {how_to_install('ocr')}",
    ),
    "not-recognised": ("文字识别也没有认出文字", "no words were recognised by eye"),
    "own-name": (
        "请改用它自己的后缀，如 .png 或 .xml",
        "give it its own name, such as .png or .xml",
    ),
}

REASONS: Mapping[str, Pair] = {
    # the file and its folder
    "link-out": ("链接指向文件夹之外", "a link that leads out of the folder"),
    "no-file": ("既不是文件也不是文件夹", "neither a file nor a folder"),
    "page-part": (
        "属于已保存网页的附属文件，网页本身已读取",
        "part of a saved web page, which is read itself",
    ),
    "lone-sidecar": (
        "没有对应文件的说明文件；请按文件命名，如 speech.docx.yaml",
        "a sidecar of no document; name it after one, as in speech.docx.yaml",
    ),
    "not-there": ("已经不在原处（系统说明：{system}）", "cannot be read: {system}"),
    "not-opened": _NOT_OPENED,
    "not-opened-kept": _with(*_NOT_OPENED, _KEPT),
    "too-many-bytes": (
        "文件有 {bytes:,} 字节，最多读取 {most:,} 字节",
        "{bytes:,} bytes; at most {most:,} are read",
    ),
    "empty": ("文件是空的", "the file is empty"),
    "no-text": ("文件中没有文字", "there is no text in it"),
    "only-boilerplate": (
        "除网站附加的内容外没有正文",
        "there is no text in it but what a site put around it",
    ),
    "too-many-characters": (
        "超过 {most:,} 字；请拆分文件",
        "more than {most:,} characters; split the file",
    ),
    "too-many-pages": ("超过 {most} 页；请拆分文件", "more than {most} pages; split the file"),
    "password": ("有密码保护；请另存为无密码的文件", "needs a password; save it without one"),
    # its reader
    "too-much-memory": (
        "读取它需要超过 {megabytes} MiB 内存；请拆分文件",
        "needs more than {megabytes} MiB of memory to read; split the file",
    ),
    "too-slow": (
        "读取它超过 {processor} 秒处理器时间或总共 {wall} 秒；请拆分文件，或把文字另存为 .txt",
        "takes more than {processor} seconds of processor time, or {wall} in all, to read; split "
        "the file, or save its text as .txt",
    ),
    "reader-killed": (
        "系统终止了读取程序，多半因为内存不足；请拆分文件",
        "the system ended its reader, most likely for want of memory; split the file",
    ),
    "reader-broken": (
        "它使读取程序崩溃；请打开并重新保存，或把文字另存为 .txt",
        "it breaks its reader; open it, and save it anew or its text as .txt",
    ),
    "reader-unclear": (
        "读取程序对此文件的回复无法理解；请重新保存，或把文字另存为 .txt",
        "The reader's answer for this file could not be understood. Save the file again, or save "
        "its text as .txt.",
    ),
    "nested": (
        "嵌套层次太深；请把文字另存为 .txt",
        "nested too deeply; save its text as .txt",
    ),
    "half-character": (
        "其标题、人名或某个值含有半个字符；请以 UTF-8 重新保存",
        "a title, name or value in it holds half a character; save it anew in UTF-8",
    ),
    # its characters, and what is declared about it
    "unknown-encoding": (
        "不是任何已知编码的文字",
        "not text in any encoding that is known",
    ),
    "unknown-encoding-at": (
        "不是任何已知编码的文字；按 UTF-8 读到第 {byte} 字节出错",
        "not text in any encoding that is known; as UTF-8 it fails at byte {byte}",
    ),
    "control-characters": (
        "含有 {count} 个控制字符，不是文本文件",
        "{count} control characters: this is no text file",
    ),
    "yaml-aliases": (
        "开头或旁边的说明（YAML）不能使用别名",
        "its front matter or sidecar: YAML aliases are not allowed",
    ),
    "yaml-too-large": (
        "开头或旁边的说明（YAML）超过 {most} KiB",
        "its front matter or sidecar: more than {most} KiB of YAML",
    ),
    "yaml-broken": (
        "开头或旁边的说明不是正确的 YAML（{what}）",
        "its front matter or sidecar: {what}",
    ),
    "yaml-no-mapping": (
        "开头或旁边的说明须写成“名称: 值”，如 `title: …`",
        "its front matter or sidecar: a mapping such as `title: …` is needed",
    ),
    "sidecar-not-opened": _SIDECAR_NOT_OPENED,
    "sidecar-not-opened-kept": _with(*_SIDECAR_NOT_OPENED, _KEPT),
    "sidecar-no-utf8": (
        "旁边的说明 {sidecar} 不是 UTF-8",
        "its front matter or sidecar: {sidecar} is not UTF-8",
    ),
    # its format and its name
    "not-inside": (
        "内容不是 {format}；文件已损坏或名称有误",
        "not a {format} inside; damaged or misnamed",
    ),
    "misnamed": (
        "内容是 {format}，名称却是 {suffix}；请改名为 {own}",
        "a {format} inside, but named {suffix}; rename it to {own}",
    ),
    "misnamed-otherwise": (
        "内容是 {format}，名称却是 {suffix}；{advice}",
        "a {format} inside, but named {suffix}; {advice}",
    ),
    "pdf-and-page": (
        "既是 PDF 又是网页；请只保留一种",
        "both a PDF and a web page; keep one of them",
    ),
    "pdf-behind": ("PDF 之前有其他内容；请重新保存", "a PDF behind other content; save it anew"),
    "zip": ("zip 压缩包；请先解压", "a zip archive; unpack it"),
    "other-package": (
        "不是 {formats}；请把文字另存为 .docx",
        "none of {formats}; save its text as .docx",
    ),
    # damage, and what is dangerous
    "damaged": ("文件已损坏（{what}）；{advice}", "damaged: {what}; {advice}"),
    "cut-off": ("文件已损坏或不完整（{what}）", "damaged or cut off: {what}"),
    "open-groups": (
        "文件已损坏或不完整：有括号没有闭合",
        "damaged or cut off: its groups don't close",
    ),
    "dtd-office": ("Office 文件中不允许 DTD", "DTD not allowed in an Office file"),
    "dtd-xml": (
        "XML 文件中不允许 DTD；请把文字另存为 .txt",
        "DTD not allowed in an XML file; save its text as .txt",
    ),
    "dtd-epub": ("章节目录中不允许 DTD", "DTD not allowed in the list of its chapters"),
    "too-many-parts": (
        "文件内有 {count} 个部分，最多 {most} 个",
        "{count} parts in the file; at most {most}",
    ),
    "same-parts": (
        "有两个同名的部分；请用文字处理软件重新保存",
        "two parts of the same name; save it anew from a word processor",
    ),
    "bomb": (
        "解压后远大于文件本身：zip 炸弹",
        "unpacks to far more than its size: a zip bomb",
    ),
    "wrong-bytes": (
        "有的字节不是 {encoding} 文字；请另存为 .docx 或 .txt",
        "bytes that are no text in {encoding}; save it as .docx or .txt",
    ),
    # PDF, OFD, pictures, web pages, e-books, mail, older Word
    "pdf-broken": (
        "无法读取的 PDF；请重新打印为 PDF",
        "not a PDF that can be read; print it to PDF anew",
    ),
    "pdf-broken-so": ("无法读取的 PDF（{what}）", "not a PDF that can be read ({what})"),
    "pdf-page-count": (
        "有 {count} 页；可读 1 至 {most} 页",
        "{count} pages; 1 to {most} can be read",
    ),
    "pdf-fonts": (
        "字体没有注明字符，读不出词语；{advice}；或重新打印为 PDF",
        "its fonts don't name their characters: no words come out; {advice}; print it to PDF anew",
    ),
    "pdf-pictures": (
        "没有文字层，各页都是图片；{advice}",
        "no text layer, its pages are pictures; {advice}",
    ),
    "ofd-pictures": ("各页都是图片；{advice}", "its pages are pictures; {advice}"),
    "picture-unread": ("图片；{advice}", "a picture; {advice}"),
    "picture-empty": (
        "图片中几乎没有认出文字",
        "next to no text was recognised in the picture",
    ),
    "picture-broken": (
        "图片无法打开；请重新保存为 PNG",
        "a picture that cannot be opened; save it as PNG anew",
    ),
    "page-empty": (
        "{characters:,} 个字符的网页代码几乎不显示文字；请用浏览器打开并保存其文字",
        "{characters:,} characters of markup show next to no text; open it in a browser and save "
        "its text",
    ),
    "page-scripted": (
        "文字由脚本写出；请用浏览器打开并保存其文字",
        "a script writes its text; open it in a browser and save its text",
    ),
    "archive-no-page": ("网页存档中没有网页；{advice}", "a web archive without a page; {advice}"),
    "epub-locked": (
        "章节已加密；请另存为不加锁的文件",
        "its chapters are encrypted; save it without a lock",
    ),
    "mail-attached": (
        "正文在附件中：{files}；请另存附件",
        "its text is in what is attached: {files}; save that instead",
    ),
    "law": ("法律或法案，不是讲话", "a law or a bill, no speech"),
    "old-word": (
        "旧版 Word 或 WPS 文字（.doc、.wps）；{advice}",
        "a text of older Word or WPS (.doc, .wps); {advice}",
    ),
    "program-failed": ("{program} 无法读取；{advice}", "{program} cannot read it; {advice}"),
    "program-failed-so": (
        "{program} 无法读取（{what}）；{advice}",
        "{program} cannot read it ({what}); {advice}",
    ),
    # what is no speech, by its name or its content
    "code": _with("代码或样式表，不是讲话", "code or a style sheet, no speech", _RENAME),
    "settings": _with("设置或快捷方式，不是讲话", "settings or a shortcut, no speech", _RENAME),
    "log": _with("日志，不是讲话", "a log, no speech", _RENAME),
    "data": _with("数据，不是讲话；", "data, no speech; ", _EACH),
    "spreadsheet": ("电子表格；请把文字另存为 .docx", "a spreadsheet; save its text as .docx"),
    "presentation": ("演示文稿；请把文字另存为 .docx", "a presentation; save its text as .docx"),
    "other-word-processor": (
        "其他文字处理软件的文档；请用该软件打开并另存为 .docx",
        "a text of another word processor; open it there and save it as .docx",
    ),
    "outlook": (
        "Outlook 文件；请用 Outlook 打开，把邮件另存为文本或 .eml",
        "an Outlook file; open it in Outlook and save the message as text or .eml",
    ),
    "mailbox": (
        "一个文件中有多封邮件；请把含讲话的一封另存为 .eml",
        "several messages in one file; save the one with the speech as .eml",
    ),
    "own-program": (
        "只有专用软件能读的文档；请用该软件打开并打印为 PDF",
        "a document in a format that only its own program reads; open it there and print it to PDF",
    ),
    "other-book": (
        "其他格式的电子书；请另存为 .epub",
        "an e-book in another format; save it as .epub",
    ),
    "other-subtitles": (
        "其他格式的字幕；请另存为 .srt",
        "subtitles in another format; save them as .srt",
    ),
    "recording": (
        "录音或录像；请提供其文字稿或字幕（.srt、.vtt）",
        "a recording; give its words as text or as subtitles (.srt, .vtt)",
    ),
    "other-picture": (
        "不支持的图片格式；请另存为 .png",
        "a picture in a format that is not read; save it as .png",
    ),
    "font": ("字体，不是讲话", "a font, no speech"),
    "archive": ("压缩包；请先解压", "an archive; unpack it"),
    "program": ("程序或程序的一部分，不是讲话", "a program or part of one, no speech"),
    "download": (
        "未下载完的文件，不是讲话；请重新下载",
        "part of a download, no speech; download it anew",
    ),
    "iwork": (
        "Apple iWork 文档（.pages、.numbers、.key）；请导出为 .docx",
        "an Apple iWork document (.pages, .numbers, .key); export it as .docx",
    ),
    "xps": ("XPS 文档；请打印为 PDF", "an XPS document; print it to PDF"),
    "drawing": (
        "绘图（.vsd、.vsdx）；请把文字另存为 .docx",
        "a drawing (.vsd, .vsdx); save its text as .docx",
    ),
    "outlook-message": (
        "Outlook 邮件（.msg）；请另存为文本或 .eml",
        "an Outlook message (.msg); save it as text or .eml",
    ),
    "hangul": ("Hangul 文档（.hwp）；请另存为 .docx", "a Hangul document (.hwp); save it as .docx"),
    "thumbnails": (
        "缩略图缓存（Thumbs.db），不是讲话",
        "a cache of pictures (Thumbs.db), no speech",
    ),
    "json": _with("数据（JSON），不是讲话；", "data (JSON), no speech; ", _EACH),
    "other-xml": (
        "未知种类的 XML；请把文字另存为文本文件",
        "XML of a kind that is not known; save its words as a text file",
    ),
    "feed": (
        "新闻订阅源（XML），不是讲话；请保存其中所列的网页",
        "a news feed (XML), no speech; save the pages that it names",
    ),
    "frames-alone": (
        "只有嵌入其他网页的框架；请保存那些网页",
        "only frames around other pages; save those pages",
    ),
    "archive-unread": (
        "网页存档，其中的网页都无法读取；请把网页另存为 HTML",
        "a web archive whose pages cannot be read; save the page as HTML",
    ),
    "page-source": ("网页源代码；请改名为 .html", "the source of a web page; rename it to .html"),
    "settings-text": _with("设置，不是讲话", "settings, no speech", _AS_MARKDOWN),
    "log-text": _with("日志，不是讲话", "a log, no speech", _AS_MARKDOWN),
    "style-text": _with("样式表，不是讲话", "a style sheet, no speech", _AS_MARKDOWN),
    "code-text": _with("代码，不是讲话", "code, no speech", _AS_MARKDOWN),
    "coded": ("编码数据，不是讲话", "coded data, no speech"),
    "addresses": (
        "网址列表；请保存所列的网页",
        "a list of addresses; save the pages that they name",
    ),
    "table": (
        f"表格；{_EACH[0]}，如果是讲话，请改名为 .md",
        f"a table; {_EACH[1]}, or if it is a speech, rename it to .md",
    ),
}
