package dev.daybook.internal.exchange.codex;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.SourceHead;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.reading.FileHead;
import java.util.Optional;

/**
 * The session files of Codex CLI, of all generations: lines in envelopes, lines without, and one
 * document. What {@code codex exec --json} prints is recognised, and refused with that reason.
 */
public final class CodexFormat implements AgentFormat {

  static final String NAME = "codex";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceHead head) {
    CodexHead about = new CodexHead(FileHead.of(head));
    return about.isEnveloped()
        || about.isExecStream()
        || about.isDocument()
        || about.isHeaderless();
  }

  @Override
  public Optional<String> elements(SourceHead head) {
    return new CodexHead(FileHead.of(head)).isDocument() ? Optional.of("items") : Optional.empty();
  }

  @Override
  public SourceReader reader(SourceHead head) {
    FileHead found = FileHead.of(head);
    if (new CodexHead(found).isExecStream()) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "this is the output of codex exec --json, not a session file; give the rollout file"
              + " below ~/.codex/sessions",
          "reason",
          "other_agent");
    }
    return new CodexReader(found);
  }
}
