"""Rules for the words before a question: greetings, the asker's story, "could you tell me"."""

from __future__ import annotations

from rag.language.rules import Rule, Table

# Behind these words the question begins.
ASKS_NOW = Table(
    "asks now",
    Rule(
        "请问",
        "zh",
        r"请问(?:一下)?|(?:想|要)(?:请)?问(?:一下|问|的是)?|(?:想|希望)(?:知道|了解)(?:一下"
        r"|的是)?|请教(?:一下)?|(?:能不能|能否|可以|麻烦)(?:请)?(?:你|您)?(?:告诉"
        r"|帮)(?:一下)?(?:我|我们)?(?:查)?(?:一下)?"
        r"|我的问题是|问一下|查一下|帮我查",
        "你好，请问轻轨什么时候通车？",
        "轻轨什么时候通车？",
        "the question begins here",
    ),
    Rule(
        "could you tell me",
        "en",
        r"(?:(?:could|can|would|will) (?:you|anyone|somebody) (?:please |kindly )?(?:tell"
        r"|explain to|help) (?:me|us)"
        r"|(?:i(?:'d| would) like|i want|i need|i am trying|i'm trying) to (?:know|find out|learn"
        r"|understand)"
        r"|(?:please )?tell me|my question is|i(?:'m| am) wondering|i wonder"
        r"|do you (?:happen to )?know"
        r"|please (?:explain|say)),?:?",
        "Could you tell me when the railway opened?",
        "When did the railway open?",
        "the question begins here",
    ),
)
# About the asker, not about speeches.
PERSONAL = Table(
    "about the asker",
    Rule(
        "I and you",
        "zh",
        r"^\s*(?:你好|您好|大家好|嗨|打扰|不好意思|抱歉|谢谢|感谢|麻烦)|我(?!国|省|市|区|县|们?国"
        r"|军|党)|咱|老师|同学|导师|领导让|朋友|论文|作业|课题|写稿|采访",
        "我是一名研究生。",
        "我国的粮食产量创了新高。",
        "says who asks and why; 我国 is the nation",
    ),
    Rule(
        "I and my",
        "en",
        r"^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks|thank you|sorry)\b"
        r"|\b(?:I|I'm|I've"
        r"|I'd|my|me|myself)\b|\b(?:my|our) (?:professor|teacher|editor|boss|class|thesis|article"
        r"|paper)\b",
        "I am writing a paper on energy.",
        "The paper mill was closed.",
        "says who asks and why",
        whole_words=False,
    ),
)
COURTESY = Table(
    "courtesy",
    Rule(
        "thanks",
        "zh",
        r"(?:[，,。！!？?]\s*)(?:谢谢|多谢|感谢|麻烦了|拜托了?)(?:你|您|大家|了|啦)*[。！!~]*\s*$",
        "轻轨什么时候通车？谢谢！",
        "谢谢谁？",
        "ends a question and asks nothing",
    ),
    Rule(
        "thanks, in English",
        "en",
        r"[,.!?]?\s*\b(?:thanks|thank you|many thanks|cheers|please)(?: (?:a lot|so much"
        r"|very much|in advance"
        r"|for your help))?[.!]*\s*$",
        "When did it open? Thanks in advance!",
        "Whom did the mayor thank?",
        "ends a question and asks nothing",
        whole_words=False,
    ),
)
