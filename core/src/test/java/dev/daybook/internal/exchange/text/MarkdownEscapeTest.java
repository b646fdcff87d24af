package dev.daybook.internal.exchange.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownEscapeTest {

  /** Each on lines of its own between two that are harmless. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "# heading",
        "   ## heading",
        "under\n===",
        "under\n---",
        "<script>alert(1)</script>",
        "\\\\<b>",
        "- ```\n<b>",
        "- a\n  ```\n<b>",
        "``` a`b\n<b>",
        "~~~\n```\n~~~\n<b>",
        "[a]: http://b",
        "`\n<b>` `",
        "```\r<b>\r```\r<b>"
      })
  void noTextBreaksOutOfItsPart(String text) {
    boolean isInFence = false;
    for (String line : MarkdownEscape.block(text).lines().toList()) {
      if (line.matches("(```+[^`]*|~~~+.*)")) {
        isInFence = !isInFence || !line.matches("(```+|~~~+)");
        continue;
      }
      if (!isInFence) {
        assertThat(line)
            .doesNotMatch(" {0,3}(#{1,6}( .*)?|=+|-+|\\[[^]]*]:.*)")
            .doesNotMatch(".*(?<!\\\\)(\\\\\\\\)*<.*");
      }
    }
  }

  @Test
  void aFenceIsClosed() {
    assertThat(MarkdownEscape.block("a\n~~~~\n~~~\n# b")).isEqualTo("a\n~~~~\n~~~\n# b\n~~~~\n");
    assertThat(MarkdownEscape.block("```\na\n   `````\n<b>"))
        .isEqualTo("```\na\n   `````\n\\<b>\n");
    assertThat(MarkdownEscape.fenced("", "a ```` b")).isEqualTo("`````\na ```` b\n`````\n");
    assertThat(MarkdownEscape.code("a`b``")).isEqualTo("``` a`b`` ```");
    assertThat(MarkdownEscape.quoted("a\n\n# b")).isEqualTo("> a\n>\n> \\# b\n");
    assertThat(MarkdownEscape.block("\u001b[2J\u202e")).isEqualTo("\\u001B[2J\\u202E\n");
  }

  @Test
  void anIndentedFenceIsCodeOnlyIfItIsClosedWhereverItStands() {
    assertThat(MarkdownEscape.block("   ```\na")).isEqualTo("   \\```\na\n");
    assertThat(MarkdownEscape.block(" ~~~\na\n ~~~")).isEqualTo(" \\~~~\na\n \\~~~\n");
    assertThat(MarkdownEscape.block("- a\n  ```\n  b\n\n  ```\n```\nc"))
        .isEqualTo("- a\n  ```\n  b\n\n  ```\n```\nc\n```\n");
  }
}
