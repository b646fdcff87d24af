package dev.daybook.examples;

import java.util.Random;

/** Made-up texts of the kinds and sizes that coding agents have. */
final class MadeUpTexts {

  private static final String[] QUESTIONS = {
    "the test for nested quotes fails since the last merge. Find out why and repair it.",
    "which functions still call the old reader? Move them to the new one, and keep the tests green.",
    "the build is slow. Measure where the time goes before you change anything.",
    "please review what you changed so far – is there anything left that nobody uses? 🙏",
  };

  private static final String[] THOUGHTS = {
    "I'll look at the failing test first, then at the code that it exercises.",
    "The tokenizer drops the closing quote when an escape stands right before it. I'll check the"
        + " state machine around `peek()` and add a case for it.",
    "All 42 tests pass now. Before I finish I want to be sure that the error message still names"
        + " the line.",
    "That file is larger than I thought; let me read only the part around the definition.",
  };

  private static final String[] COMMANDS = {
    "grep -rn \\\"parse_quoted\\\" src tests",
    "sed -n '120,180p' src/reader.py",
    "python -m pytest -q tests/test_quotes.py",
    "git diff --stat && git status --short",
  };

  private static final String[] OUTPUT_LINES = {
    "src/reader.py:131:    def parse_quoted(self, start: int) -> Token:\n",
    "        while self.pos < len(self.text) and self.text[self.pos] != '\"':\n",
    "            if self.text[self.pos] == '\\\\':\n",
    "tests/test_quotes.py ..........F...                                  [100%]\r\n",
    "E       AssertionError: assert 'a \\\"b' == 'a \"b\"'\n",
    " src/reader.py         | 14 ++++++++++----\n",
    "\u001b[32mPASSED\u001b[0m tests/test_naïve.py::test_ünïcode[日本語]\n",
    "-rw-r--r-- 1 agent agent 18234 reader.py\n",
  };

  /** The outputs of tools, from one line to a few kilobytes. */
  private static final String[] OUTPUTS = outputs();

  private MadeUpTexts() {}

  static String question(Random random) {
    return pick(QUESTIONS, random);
  }

  static String thought(Random random) {
    return pick(THOUGHTS, random);
  }

  static String arguments(Random random, int timeout) {
    return "{\"command\":\"" + pick(COMMANDS, random) + "\",\"timeout_ms\":" + timeout + "}";
  }

  static String output(Random random) {
    return pick(OUTPUTS, random);
  }

  private static String pick(String[] texts, Random random) {
    return texts[random.nextInt(texts.length)];
  }

  private static String[] outputs() {
    Random random = new Random(1);
    String[] outputs = new String[64];
    for (int i = 0; i < outputs.length; i++) {
      StringBuilder text = new StringBuilder();
      for (int lines = 1 + i * i / 64; lines > 0; lines--) {
        text.append(pick(OUTPUT_LINES, random));
      }
      outputs[i] = text.toString();
    }
    return outputs;
  }
}
