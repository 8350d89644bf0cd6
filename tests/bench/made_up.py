# SPDX-License-Identifier: MIT
"""Made-up papers with the statistics of real abstracts, for measuring where no real sample is.

Word lengths, sentence lengths, capitals, commas and figures are as frequent as in 25,000 abstracts of
2025, and so are links, names of data sets, models, figures of gain and machines, by the matches of each
facet's patterns. Nothing in it is a real paper's; a seed gives the same papers everywhere.
"""
import bisect
import itertools
import json
import random

SAMPLE_PAPERS = 25000

# Words that every English text has, per thousand words.
COMMON = {
    "the": 33.9, "and": 32.5, "to": 21.8, "of": 21.7, "a": 20.2, "in": 14.9, "for": 11.8, "that": 9.8,
    "on": 9.5, "we": 9.1, "with": 7.9, "is": 6.1, "by": 5.3, "as": 5.0, "this": 4.8, "models": 4.8,
    "from": 4.6, "model": 4.2, "an": 3.7, "our": 3.6, "are": 3.4, "which": 3.1, "performance": 3.0,
    "propose": 2.9, "data": 2.8, "methods": 2.7, "image": 2.7, "these": 2.6, "across": 2.5, "can": 2.5,
    "their": 2.3, "novel": 2.3, "while": 2.2, "method": 2.2, "approach": 2.2, "introduce": 2.1,
    "such": 2.1, "using": 2.0, "training": 2.0, "language": 2.0, "framework": 2.0, "existing": 2.0,
    "both": 1.9, "or": 1.9, "learning": 1.9, "results": 1.9, "at": 1.9, "into": 1.8, "visual": 1.8,
    "more": 1.6, "have": 1.9, "not": 1.4, "it": 1.4, "often": 1.0, "through": 1.6, "quality": 1.4,
    "datasets": 2.0, "dataset": 1.5, "benchmarks": 1.2, "benchmark": 1.1, "improves": 0.6,
    "reduces": 0.3, "higher": 0.4, "efficient": 0.9, "accuracy": 1.1, "memory": 0.3, "cost": 0.4,
    "time": 0.7, "during": 0.6, "without": 0.8, "between": 1.0, "large": 1.4, "code": 0.6,
    "experiments": 0.9, "outperforms": 0.5, "under": 0.5, "some": 0.3, "improve": 0.6, "small": 0.3,
    "but": 0.7, "only": 0.6, "evaluation": 0.7, "improvement": 0.4, "better": 0.5, "over": 0.6,
    "samples": 0.6, "images": 0.9, "tasks": 1.6, "tokens": 0.3, "steps": 0.3, "videos": 0.4, "new": 1.3,
    "different": 0.6, "multiple": 0.8, "several": 0.4, "various": 0.6, "first": 0.7, "two": 0.9,
}

# What a paper's facets are found by, and in how many papers of a thousand it stands.
PHRASES = (
    (165, "Our code is available at https://github.com/{word}-{word}/{name}."),
    (35, "See https://{word}.github.io/{word} for more."),
    (20, "The weights are at https://huggingface.co/{word}/{name}."),
    (260, "Experiments on {set}, {set} and {set} show that it holds."),
    (110, "We introduce {name}Bench, a benchmark of {count} {word} tasks."),
    (200, "It reaches {percent}% accuracy, against {percent}% for the best of the others."),
    (120, "It reaches {percent}% on the {set} dataset."),
    (50, "It improves {word} quality by {percent}% over {name}."),
    (40, "We train models of {size}B and {size}B parameters."),
    (60, "{name}-{size}B falls behind after {count} steps."),
    (14, "{name} is {factor}x faster than its {word} rival."),
    (18, "It reduces memory by {percent}% and latency by {percent}%."),
    (5, "Training takes {count} hours on {size} NVIDIA A100 GPUs."),
    (3, "We use a single RTX 4090 and a Raspberry Pi 5."),
    (6, "That is an order of magnitude less compute."),
)
ACRONYMS = ("LLM", "LLMs", "AI", "QA", "RL", "NLP", "CNN", "RGB", "3D", "2D", "SAR", "GNN", "VQA", "MRI")
SETS = (
    "ImageNet", "CIFAR-10", "CIFAR-100", "MNIST", "COCO", "KITTI", "nuScenes", "Cityscapes", "GSM8K",
    "MMLU", "HumanEval", "LibriSpeech", "SQuAD", "HotpotQA", "ScanNet", "ModelNet40", "FFHQ", "CelebA",
)  # fmt: skip
BEGINNINGS = "b c d f g h l m n p r s t v br cl cr dr gr pl pr st tr sp con dis in re".split()
MIDDLES = "a e i o u ai ea ou io".split()
ENDS = "n r l t s d m k st nt nd ck ng ve te".split()
ENDINGS = ["", "", "s", "ed", "ing", "al", "ation", "ity", "ive", "ly", "ment", "er"]
VOCABULARY = 20000


class Writer:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.vocabulary = [self.new_word() for _ in range(VOCABULARY)]
        # Made-up words by Zipf's law, for what the common ones leave.
        rest = 880 - sum(COMMON.values())
        ranks = [1 / (rank + 30) for rank in range(VOCABULARY)]
        scale = rest / sum(ranks)
        self.words = list(COMMON) + self.vocabulary
        self.weights = list(
            itertools.accumulate(list(COMMON.values()) + [scale * rank for rank in ranks])
        )

    def new_word(self):
        """A word of one to four syllables."""
        pick = self.random.choice
        syllables = self.random.choices((1, 2, 3), (45, 45, 10))[0]
        stem = "".join(pick(BEGINNINGS) + pick(MIDDLES) for _ in range(syllables))
        return stem + pick(ENDS) + pick(ENDINGS)

    def word(self):
        at = self.random.random() * self.weights[-1]
        return self.words[bisect.bisect_right(self.weights, at)]

    def name(self):
        return self.random.choice(self.vocabulary).capitalize()

    def phrase(self, form):
        chance = self.random
        while "{" in form:
            open_, close = form.index("{"), form.index("}")
            made = {
                "word": lambda: chance.choice(self.vocabulary),
                "name": self.name,
                "set": lambda: chance.choice(SETS),
                "percent": lambda: "%.1f" % chance.uniform(1, 90),
                "factor": lambda: "%.1f" % chance.uniform(1.1, 12),
                "count": lambda: str(chance.randint(2, 4000)),
                "size": lambda: str(chance.choice((1, 3, 7, 8, 13, 32, 70))),
            }[form[open_ + 1 : close]]()
            form = form[:open_] + made + form[close + 1 :]
        return form

    def token(self):
        """A word as it stands in a sentence: now and then a name, an acronym, a hyphen, a figure."""
        chance = self.random.random()
        word = self.word()
        if chance < 0.035:
            return word + "-" + self.word()
        if chance < 0.050:
            return word.capitalize()
        if chance < 0.060:
            return word[:4].upper()
        if chance < 0.072:
            return self.random.choice(ACRONYMS)
        if chance < 0.084:
            return "(%s)" % word[:4].upper()
        if chance < 0.088:
            return str(self.random.randint(1, 2000))
        if chance < 0.090:
            return "$%s_%d$" % (word[0], self.random.randint(0, 9))
        return word

    def sentence(self, words):
        tokens = [self.token() for _ in range(words)]
        for at in range(words - 1):
            if self.random.random() < 0.065:
                tokens[at] += ","
        return tokens[0].capitalize() + " " + " ".join(tokens[1:]) + "."

    def abstract(self):
        left = max(int(self.random.gauss(152, 38)), 40)
        sentences = []
        while left > 0:
            words = max(int(self.random.gauss(24, 7)), 6)
            sentences.append(self.sentence(words))
            left -= words
        for share, form in PHRASES:
            if self.random.random() < share / 1000:
                sentences.insert(self.random.randint(1, len(sentences)), self.phrase(form))
        return " ".join(sentences)

    def comments(self):
        if self.random.random() > 0.47:
            return None
        text = "%d pages, %d figures. %s" % (self.random.randint(4, 40), self.random.randint(1, 20), self.sentence(4))
        return text + self.phrase(" Code: https://github.com/{word}-{word}/{name}") if self.random.random() < 0.15 else text

    def title(self):
        return self.sentence(max(int(self.random.gauss(10, 3)), 3)).rstrip(".").title()


def wrapped(text, width=78):
    """With a line's end every 78 signs or so, as archives keep their abstracts."""
    lines, size = [], 0
    for word in text.split(" "):
        if size + len(word) > width:
            lines.append("\n")
            size = 0
        elif lines:
            lines.append(" ")
        lines.append(word)
        size += len(word) + 1
    return "".join(lines)


def write(out, records, seed=2611):
    """Writes that many papers as JSON Lines, with the keys of an archive's metadata."""
    writer = Writer(seed)
    for number in range(records):
        paper = {
            "id": "made-up:%07d" % number,
            "submitter": None,
            "authors": "",
            "title": wrapped(writer.title()),
            "comments": writer.comments(),
            "journal-ref": None,
            "doi": None,
            "report-no": None,
            "categories": "xx.AA",
            "license": None,
            "abstract": "  " + wrapped(writer.abstract()) + "\n",
            "versions": [{"version": "v1", "created": None}],
            "update_date": "2031-01-01",
            "authors_parsed": [],
        }
        out.write(json.dumps(paper) + "\n")
